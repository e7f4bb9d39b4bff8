import { InMemoryCache, type FieldPolicy, type Reference } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

import possible from '../generated/possible-types';

/** A list is one list for each filter and order; its pages are joined. */
const pages = () => relayStylePagination(['where', 'orderBy']);

/** A record that some list brought needs no request of its own. */
const byId = (__typename: string): FieldPolicy<Reference> => ({
  read: (known, { args, toReference }) => known ?? toReference({ __typename, id: args?.['id'] }),
});

/** Records are kept by type and id, which is Apollo's default; interfaces and pages it has to be told of. */
export const createCache = () =>
  new InMemoryCache({
    possibleTypes: possible.possibleTypes,
    typePolicies: {
      Query: { fields: { deal: byId('Deal'), technology: byId('Technology'), technologies: pages() } },
      Deal: { fields: { covers: pages() } },
    },
  });
