import { graphql } from 'relay-runtime';

/** Which deals cover a technology: the same relationships as Deal.covers, from their other end. */
export const technologyQuery = graphql`
  query technologyQuery($id: ID!) {
    technology(id: $id) {
      coveredBy {
        edges {
          node {
            id
          }
          relationship {
            id
            commitment
          }
        }
      }
    }
  }
`;
