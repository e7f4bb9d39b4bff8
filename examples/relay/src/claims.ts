import { graphql } from 'relay-runtime';

export const claimsQuery = graphql`
  query claimsQuery($deal: ID!) {
    ...claims_list @arguments(deal: $deal)
    all: relationships(types: [COVERS], where: { from: { id: { eq: $deal } } }) {
      totalCount
    }
  }
`;

/**
 * A page of the claims that a deal covers something. Here the relationships are the nodes, so each has its place, also
 * where several lead to one technology: of such edges Relay keeps only the first when it joins pages of Deal.covers.
 */
export const claimsList = graphql`
  fragment claims_list on Query
  @argumentDefinitions(deal: { type: "ID!" }, count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" })
  @refetchable(queryName: "claimsPageQuery") {
    relationships(types: [COVERS], where: { from: { id: { eq: $deal } } }, first: $count, after: $cursor)
      @connection(key: "claims_relationships") {
      edges {
        node {
          id
          to {
            id
            name
          }
          ... on Coverage {
            area
          }
        }
      }
    }
  }
`;
