import { graphql } from 'relay-runtime';

export const dealQuery = graphql`
  query dealQuery($id: ID!) {
    deal(id: $id) {
      ...deal_covers
      all: covers {
        totalCount
        aggregate {
          node {
            count
          }
        }
      }
    }
  }
`;

/** A page of what a deal covers. Refetched, and paginated, through node(id:). */
export const dealCovers = graphql`
  fragment deal_covers on Deal
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "dealPageQuery") {
    id
    covers(first: $count, after: $cursor) @connection(key: "deal_covers") {
      edges {
        node {
          id
          name
        }
        relationship {
          id
          area
        }
      }
    }
  }
`;
