-- 0312F1  app.register_patterns()
-- Registers several patterns: all of them, or none.

create or replace function app.register_patterns(specs jsonb, replace boolean default false)
  returns setof app.patterns
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_known constant text[] := array[
    'pattern_name', 'pattern_category', 'description', 'parameters', 'implementation', 'tags', 'icon'];
  v_spec  record;
  v_key   text;
  v_tags  text[];
  v_row   app.patterns;
begin
  if jsonb_typeof(specs) is distinct from 'array' or jsonb_array_length(specs) not between 1 and 10000 then
    raise exception using
      errcode = 'SG112', message = 'the patterns must be a list of 1 to 10000 objects', column = 'specs';
  end if;
  for v_spec in select s.value, s.position from jsonb_array_elements(specs) with ordinality as s (value, position) loop
    if jsonb_typeof(v_spec.value) <> 'object' then
      raise exception using
        errcode = 'SG112', message = format('pattern %s must be an object', v_spec.position), column = 'specs';
    end if;
    select k.name into v_key from jsonb_object_keys(v_spec.value) as k (name) where k.name <> all (v_known) limit 1;
    if found then
      raise exception using
        errcode = 'SG104',
        message = format('pattern %s has an unknown key %s', v_spec.position, quote_literal(left(v_key, 63))),
        hint = coalesce('Did you mean ' || common.closest(v_key, v_known) || '?', format('Keys are %s.', array_to_string(v_known, ', '))),
        column = left(v_key, 63);
    end if;
    -- Tags are a list, or words with commas between them as in the legacy library.
    v_tags := case jsonb_typeof(v_spec.value -> 'tags')
      when 'string' then array(
        select btrim(t) from unnest(string_to_array(v_spec.value ->> 'tags', ',')) as t where btrim(t) <> '')
      else specql_cutover.texts_of(v_spec.value, 'tags')
    end;
    if coalesce(register_patterns.replace, false) and exists (
      select from specql_pattern.tb_domain_pattern as p
      where common.name_key(p.pattern_name) = common.name_key(v_spec.value ->> 'pattern_name')
    ) then
      v_row := app.update_pattern(
        pattern_name => v_spec.value ->> 'pattern_name',
        pattern_category => specql_cutover.text_of(v_spec.value, 'pattern_category'),
        description => specql_cutover.text_of(v_spec.value, 'description'),
        parameters => v_spec.value -> 'parameters',
        implementation => v_spec.value -> 'implementation',
        tags => case when v_spec.value ? 'tags' then v_tags end
      );
    else
      v_row := app.register_pattern(
        pattern_name => specql_cutover.text_of(v_spec.value, 'pattern_name'),
        pattern_category => specql_cutover.text_of(v_spec.value, 'pattern_category'),
        description => specql_cutover.text_of(v_spec.value, 'description'),
        parameters => coalesce(v_spec.value -> 'parameters', '{}'),
        implementation => coalesce(v_spec.value -> 'implementation', '{}'),
        tags => v_tags
      );
    end if;
    if v_spec.value ->> 'icon' is not null then
      v_row := app.update_pattern(pattern_name => v_row.pattern_name, icon => specql_cutover.text_of(v_spec.value, 'icon'));
    end if;
    return next v_row;
  end loop;
end;
$$;

comment on function app.register_patterns(jsonb, boolean) is
  'Registers each of [{pattern_name, pattern_category, description, parameters, implementation, tags, icon}], all or nothing. '
  'With replace a pattern that is there gets what is given. SG104, SG112, SG116: a spec has the wrong form. Else as '
  'app.register_pattern() and app.update_pattern().';

grant execute on function app.register_patterns(jsonb, boolean) to specql_author;
