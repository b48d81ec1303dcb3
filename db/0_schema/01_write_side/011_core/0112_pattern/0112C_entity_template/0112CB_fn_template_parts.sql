-- 0112CB  specql_pattern.template_parts()
-- Fills the patterns of a template; one that the template itself got wrong is left out, and said.

create or replace function specql_pattern.template_parts(
  patterns jsonb, given jsonb, entity text, out parts jsonb, out notes text[]
)
  language plpgsql
  stable
as $$
declare
  v_pattern record;
  v_message text;
  v_detail  text;
begin
  parts := '[]';
  notes := '{}';
  for v_pattern in select p.key as name, p.value as parameters from jsonb_each(patterns) as p order by length(p.key), p.key loop
    begin
      parts := parts || specql_pattern.pattern_parts(
        jsonb_build_array(jsonb_build_object('pattern', v_pattern.name, 'parameters', v_pattern.parameters)), entity);
    exception when sqlstate 'SG170' or sqlstate 'SG261' then
      -- Whoever gives the parameters is told at once; who only takes the template could not help it.
      if given ? v_pattern.name then
        raise;
      end if;
      get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
      notes := notes || format('the pattern %s was left out: %s%s Give its parameters under patterns to have it.',
        v_pattern.name, v_message, case when v_detail <> '' then ': ' || v_detail else '.' end);
    end;
  end loop;
end;
$$;

comment on function specql_pattern.template_parts(jsonb, jsonb, text) is
  'The filled patterns, as specql_pattern.pattern_parts() gives them, and notes on those that were left out. given: the '
  'patterns that the parameters name; at fault, they are refused.';
