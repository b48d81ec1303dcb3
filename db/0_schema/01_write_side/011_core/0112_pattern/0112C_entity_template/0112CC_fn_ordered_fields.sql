-- 0112CC  specql_pattern.ordered_fields()
-- The fields of a template with those of the parameters, in the order in which they were written.

create or replace function specql_pattern.ordered_fields(
  default_fields jsonb, as_written text, custom_fields jsonb, leave_out jsonb
)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_order text[] := '{}';
begin
  -- jsonb keeps no order of keys; the text of the legacy file does, as long as nobody changed the fields.
  if jsonb_typeof(default_fields) = 'object' and as_written is not null and specql_cutover.json_of(as_written, 'default_fields') = default_fields then
    v_order := array(select json_object_keys(as_written::json));
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('name', f.name) || f.definition order by f.rank, f.place)
    from (
      -- A field that the parameters define anew keeps its place.
      select distinct on (u.name)
        u.name, first_value(u.rank) over w as rank, first_value(u.place) over w as place, u.definition
      from (
        select 1 as rank, coalesce(array_position(v_order, t.name), t.place) as place, t.name,
          case jsonb_typeof(t.definition) when 'object' then t.definition else jsonb_build_object('type', t.definition) end as definition
        from specql_pattern.template_fields(default_fields) as t
        union all
        select 2, t.place, t.name,
          case jsonb_typeof(t.definition) when 'object' then t.definition else jsonb_build_object('type', t.definition) end
        from specql_pattern.template_fields(custom_fields) as t
      ) as u
      window w as (partition by u.name order by u.rank, u.place)
      order by u.name, u.rank desc, u.place desc
    ) as f
    where not coalesce(leave_out ? f.name, false)
  ), '[]');
end;
$$;

comment on function specql_pattern.ordered_fields(jsonb, text, jsonb, jsonb) is
  'A list of fields with their names: those of the template, changed and followed by those of the parameters, without the '
  'ones to leave out.';
