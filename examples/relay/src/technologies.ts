import { graphql } from 'relay-runtime';

export const technologiesQuery = graphql`
  query technologiesQuery {
    ...technologies_list
    all: technologies {
      totalCount
    }
  }
`;

export const technologiesList = graphql`
  fragment technologies_list on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 25 }, cursor: { type: "String" })
  @refetchable(queryName: "technologiesPageQuery") {
    technologies(first: $count, after: $cursor, orderBy: [{ name: ASC }]) @connection(key: "technologies_technologies") {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`;
