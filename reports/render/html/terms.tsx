/**
 * Words with what they mean.
 *
 * @param props The words.
 * @returns The element.
 */
export function Terms(
  { terms }: { terms: readonly (readonly [term: string, meaning: string])[] },
) {
  return (
    <dl class="facts">
      {terms.map(([term, meaning]) => (
        <>
          <dt>{term}</dt>
          <dd>{meaning}</dd>
        </>
      ))}
    </dl>
  );
}
