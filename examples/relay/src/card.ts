import { graphql } from 'relay-runtime';

/** What a card shows of any entity. */
export const card = graphql`
  fragment card_entity on Entity @refetchable(queryName: "cardRefetchQuery") {
    id
    name
    summary
  }
`;

export const cardQuery = graphql`
  query cardQuery($id: ID!) {
    node(id: $id) {
      ...card_entity @alias(as: "card")
    }
  }
`;
