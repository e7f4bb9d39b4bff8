/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Technologies($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.TechnologiesDocument,
    "\n  query Coverage($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        totalCount\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.CoverageDocument,
    "\n  query CoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n": typeof types.CoveredByDocument,
    "\n  query Anything($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Entity {\n        name\n      }\n      ... on Relationship {\n        rank\n      }\n    }\n  }\n": typeof types.AnythingDocument,
    "\n  query DealName($id: ID!) {\n    deal(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.DealNameDocument,
    "\n  query Signed($from: Date!, $to: Date!, $first: Int) {\n    deals(where: { date: { overlaps: { from: $from, to: $to } } }, orderBy: [{ date: ASC }], first: $first) {\n      nodes {\n        name\n        date\n        signatories {\n          edges {\n            node {\n              name\n            }\n            relationship {\n              capacity\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.SignedDocument,
    "\n  query Found($text: String!) {\n    search(text: $text, first: 5) {\n      edges {\n        matched\n        node {\n          __typename\n          id\n          name\n          ... on Event {\n            status\n          }\n        }\n      }\n    }\n  }\n": typeof types.FoundDocument,
    "\n  query TechnologyPages($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.TechnologyPagesDocument,
    "\n  query DealPages($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        aggregate {\n          node {\n            count\n          }\n        }\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.DealPagesDocument,
    "\n  query ClaimPages($deal: ID!, $after: String) {\n    relationships(types: [COVERS], where: { from: { id: { eq: $deal } } }, first: 50, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ... on Coverage {\n            area\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ClaimPagesDocument,
    "\n  query TechnologyCoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n": typeof types.TechnologyCoveredByDocument,
    "\n  query BothEnds($deal: ID!, $other: ID!) {\n    deal(id: $deal) {\n      id\n      covers(first: 50) {\n        edges {\n          relationship {\n            id\n            area\n            commitment\n          }\n        }\n      }\n    }\n    other: deal(id: $other) {\n      id\n      name\n    }\n  }\n": typeof types.BothEndsDocument,
};
const documents: Documents = {
    "\n  query Technologies($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.TechnologiesDocument,
    "\n  query Coverage($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        totalCount\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.CoverageDocument,
    "\n  query CoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n": types.CoveredByDocument,
    "\n  query Anything($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Entity {\n        name\n      }\n      ... on Relationship {\n        rank\n      }\n    }\n  }\n": types.AnythingDocument,
    "\n  query DealName($id: ID!) {\n    deal(id: $id) {\n      id\n      name\n    }\n  }\n": types.DealNameDocument,
    "\n  query Signed($from: Date!, $to: Date!, $first: Int) {\n    deals(where: { date: { overlaps: { from: $from, to: $to } } }, orderBy: [{ date: ASC }], first: $first) {\n      nodes {\n        name\n        date\n        signatories {\n          edges {\n            node {\n              name\n            }\n            relationship {\n              capacity\n            }\n          }\n        }\n      }\n    }\n  }\n": types.SignedDocument,
    "\n  query Found($text: String!) {\n    search(text: $text, first: 5) {\n      edges {\n        matched\n        node {\n          __typename\n          id\n          name\n          ... on Event {\n            status\n          }\n        }\n      }\n    }\n  }\n": types.FoundDocument,
    "\n  query TechnologyPages($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.TechnologyPagesDocument,
    "\n  query DealPages($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        aggregate {\n          node {\n            count\n          }\n        }\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.DealPagesDocument,
    "\n  query ClaimPages($deal: ID!, $after: String) {\n    relationships(types: [COVERS], where: { from: { id: { eq: $deal } } }, first: 50, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ... on Coverage {\n            area\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ClaimPagesDocument,
    "\n  query TechnologyCoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n": types.TechnologyCoveredByDocument,
    "\n  query BothEnds($deal: ID!, $other: ID!) {\n    deal(id: $deal) {\n      id\n      covers(first: 50) {\n        edges {\n          relationship {\n            id\n            area\n            commitment\n          }\n        }\n      }\n    }\n    other: deal(id: $other) {\n      id\n      name\n    }\n  }\n": types.BothEndsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Technologies($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Technologies($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Coverage($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        totalCount\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Coverage($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        totalCount\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Anything($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Entity {\n        name\n      }\n      ... on Relationship {\n        rank\n      }\n    }\n  }\n"): (typeof documents)["\n  query Anything($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Entity {\n        name\n      }\n      ... on Relationship {\n        rank\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DealName($id: ID!) {\n    deal(id: $id) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query DealName($id: ID!) {\n    deal(id: $id) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Signed($from: Date!, $to: Date!, $first: Int) {\n    deals(where: { date: { overlaps: { from: $from, to: $to } } }, orderBy: [{ date: ASC }], first: $first) {\n      nodes {\n        name\n        date\n        signatories {\n          edges {\n            node {\n              name\n            }\n            relationship {\n              capacity\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Signed($from: Date!, $to: Date!, $first: Int) {\n    deals(where: { date: { overlaps: { from: $from, to: $to } } }, orderBy: [{ date: ASC }], first: $first) {\n      nodes {\n        name\n        date\n        signatories {\n          edges {\n            node {\n              name\n            }\n            relationship {\n              capacity\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Found($text: String!) {\n    search(text: $text, first: 5) {\n      edges {\n        matched\n        node {\n          __typename\n          id\n          name\n          ... on Event {\n            status\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Found($text: String!) {\n    search(text: $text, first: 5) {\n      edges {\n        matched\n        node {\n          __typename\n          id\n          name\n          ... on Event {\n            status\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TechnologyPages($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query TechnologyPages($after: String) {\n    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DealPages($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        aggregate {\n          node {\n            count\n          }\n        }\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DealPages($id: ID!, $after: String) {\n    deal(id: $id) {\n      id\n      covers(first: 50, after: $after) {\n        aggregate {\n          node {\n            count\n          }\n        }\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            area\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ClaimPages($deal: ID!, $after: String) {\n    relationships(types: [COVERS], where: { from: { id: { eq: $deal } } }, first: 50, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ... on Coverage {\n            area\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ClaimPages($deal: ID!, $after: String) {\n    relationships(types: [COVERS], where: { from: { id: { eq: $deal } } }, first: 50, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ... on Coverage {\n            area\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TechnologyCoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TechnologyCoveredBy($id: ID!) {\n    technology(id: $id) {\n      id\n      coveredBy {\n        edges {\n          node {\n            id\n            name\n          }\n          relationship {\n            id\n            commitment\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BothEnds($deal: ID!, $other: ID!) {\n    deal(id: $deal) {\n      id\n      covers(first: 50) {\n        edges {\n          relationship {\n            id\n            area\n            commitment\n          }\n        }\n      }\n    }\n    other: deal(id: $other) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query BothEnds($deal: ID!, $other: ID!) {\n    deal(id: $deal) {\n      id\n      covers(first: 50) {\n        edges {\n          relationship {\n            id\n            area\n            commitment\n          }\n        }\n      }\n    }\n    other: deal(id: $other) {\n      id\n      name\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;