// What Relay's hooks do, for a program without React.
import {
  createOperationDescriptor,
  fetchQuery,
  getFragment,
  getPaginationMetadata,
  getPaginationVariables,
  getRefetchMetadata,
  getSingularSelector,
  type Environment,
  type FragmentType,
  type GraphQLTaggedNode,
  type OperationType,
  type SingularReaderSelector,
} from 'relay-runtime';

/** A reference to a fragment, as relay-compiler types them. */
type Key = { readonly ' $data'?: unknown; readonly ' $fragmentSpreads': FragmentType };

/** useLazyLoadQuery: asks the server, and keeps the answer in the store. */
export async function ask<Query extends OperationType>(environment: Environment, query: GraphQLTaggedNode, variables: Query['variables']): Promise<Query['response']> {
  const answer = await fetchQuery<Query>(environment, query, variables).toPromise();
  if (!answer) throw new Error('there is no answer');
  return answer;
}

/** useFragment: what the store has of a fragment. */
export function read<K extends Key>(environment: Environment, fragment: GraphQLTaggedNode, key: K): NonNullable<K[' $data']> {
  const { data, isMissingData } = environment.lookup(selectorOf(fragment, key));
  if (isMissingData) throw new Error('the store lacks data of the fragment');
  return data as NonNullable<K[' $data']>;
}

/** useRefetchableFragment: asks again for a fragment of a node, through node(id:). */
export async function refetch(environment: Environment, fragment: GraphQLTaggedNode, id: string): Promise<void> {
  const { refetchableRequest } = getRefetchMetadata(getFragment(fragment), 'refetch');
  await ask(environment, refetchableRequest, { id });
}

/** usePaginationFragment: gets all pages, which the store joins, and tells how many there were. */
export async function loadAll(environment: Environment, fragment: GraphQLTaggedNode, key: Key, count: number): Promise<number> {
  const { connectionPathInFragmentData: path, identifierField, paginationRequest, paginationMetadata } = getPaginationMetadata(getFragment(fragment), 'loadAll');
  const { owner, variables } = selectorOf(fragment, key);
  for (let pages = 1; pages <= 100; pages++) {
    const data: any = read(environment, fragment, key);
    const { endCursor, hasNextPage } = path.reduce((at, step) => at[step], data).pageInfo;
    if (!hasNextPage) return pages;
    const next = getPaginationVariables('forward', count, endCursor, { ...owner.variables, ...variables }, {}, paginationMetadata);
    if (identifierField) next['id'] = data[identifierField];
    environment.retain(createOperationDescriptor(paginationRequest, next));
    await ask(environment, paginationRequest, next);
  }
  throw new Error('there is always another page');
}

function selectorOf(fragment: GraphQLTaggedNode, key: unknown): SingularReaderSelector {
  const selector = getSingularSelector(getFragment(fragment), key);
  if (selector?.kind !== 'SingularReaderSelector') throw new Error('the key is none of this fragment');
  return selector;
}
