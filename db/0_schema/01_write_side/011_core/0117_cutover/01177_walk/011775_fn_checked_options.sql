-- 011775  specql_cutover.checked_options()
-- The options of an import, each with its value.

create or replace function specql_cutover.checked_options(options jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_defaults constant jsonb :=
    '{"source": null, "file_hash": null, "dry_run": false, "quarantine": false, "timezone": "Europe/Paris"}';
  v_options constant jsonb := v_defaults || jsonb_strip_nulls(coalesce(options, '{}'));
  v_key     text;
begin
  select k.key
  into v_key
  from jsonb_object_keys(case jsonb_typeof(v_options) when 'object' then v_options else '{"": null}' end) as k (key)
  where not v_defaults ? k.key
  limit 1;
  if found then
    raise exception using
      errcode = 'SG113',
      message = format('there is no option %s', quote_literal(left(v_key, 63))),
      hint = 'Options are source, file_hash, dry_run, quarantine and timezone.',
      column = 'options';
  end if;
  if jsonb_typeof(v_options -> 'dry_run') <> 'boolean' or jsonb_typeof(v_options -> 'quarantine') <> 'boolean' then
    raise exception using
      errcode = 'SG113',
      message = 'dry_run and quarantine must be true or false',
      column = 'options';
  end if;
  if not specql_cutover.is_time_zone(v_options ->> 'timezone') then
    raise exception using
      errcode = 'SG114',
      message = format('there is no time zone %s', quote_literal(left(v_options ->> 'timezone', 63))),
      hint = 'Use a name of the IANA database, for example Europe/Paris or UTC.',
      column = 'timezone';
  end if;
  return v_options;
end;
$$;

comment on function specql_cutover.checked_options(jsonb) is
  'The options with their defaults: {source, file_hash, dry_run false, quarantine false, timezone Europe/Paris}. SG113: '
  'an option is unknown or of the wrong type. SG114: no such time zone.';
