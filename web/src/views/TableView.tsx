import type { Table } from "../answer/table";

/** The most rows shown; the CSV has them all. */
const shown = 1000;

/** An answer as a table. */
export function TableView({ table }: { table: Table }) {
  if (table.rows.length === 0) return <p className="hint">The answer has no rows.</p>;
  const notes = [
    table.rows.length > shown ? `These are the first ${shown} of ${table.rows.length} rows; the CSV has all of them.` : "",
    table.more ? "There are more rows than this page has: ask for more, or for the next page." : "",
  ].filter((note) => note !== "");
  return (
    <div className="table-region" role="region" aria-label="The answer as a table" tabIndex={0}>
      {notes.map((note) => (
        <p className="hint" key={note}>
          {note}
        </p>
      ))}
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shown).map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
