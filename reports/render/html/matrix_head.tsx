/**
 * The head of a table of strategies and workloads.
 *
 * @param props The workloads, a column each.
 * @returns The element.
 */
export function MatrixHead({ workloads }: { workloads: readonly string[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">strategy</th>
        {workloads.map((workload) => (
          <th scope="col" class="figure">
            <code>{workload}</code>
          </th>
        ))}
      </tr>
    </thead>
  );
}
