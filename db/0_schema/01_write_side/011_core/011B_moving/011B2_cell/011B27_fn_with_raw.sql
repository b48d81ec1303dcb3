-- 011B27  specql_cutover.with_raw()
-- A rendering with what raw_of() kept: the row as it was.

create or replace function specql_cutover.with_raw(rendering jsonb, legacy jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when legacy is null then rendering
    else (rendering || coalesce(legacy -> 'extra', '{}') || coalesce(legacy -> 'raw', '{}'))
      - coalesce(array(select jsonb_array_elements_text(legacy -> 'absent')), '{}')
  end
$$;

comment on function specql_cutover.with_raw(jsonb, jsonb) is 'with_raw(rendering, raw_of(content, rendering)) is the content.';
