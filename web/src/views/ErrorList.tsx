import { tell, type Refusal } from "../ask";

/** What a server says against a question. */
export function ErrorList({ errors }: { errors: Refusal[] }) {
  return (
    <ul className="errors">
      {errors.map((error, i) => (
        <li key={i}>
          {tell(error)}
          {error.extensions?.requestId && <span className="request-id"> request {error.extensions.requestId}</span>}
        </li>
      ))}
    </ul>
  );
}
