-- 01175D  specql_cutover.import_small()
-- Imports one row of a small section: a layer, a reserved code, an inference pattern, another section.

create or replace function specql_cutover.import_small(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer, context jsonb
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_text    constant text := case when jsonb_typeof(entry) in ('object', 'array') then null else entry #>> '{}' end;
  v_code    constant text := upper(v_text collate "C");
  v_old     jsonb;
  v_outcome text := 'unchanged';
  v_changes jsonb := '[]';
begin
  case source_table
  when 'schema_layers' then
    if coalesce(key, '') !~ '^[0-9A-Fa-f]{2}$' then
      raise exception using
        errcode = 'SG106', message = 'a layer has two digits', detail = format('It is %s.', quote_nullable(key)),
        column = 'key';
    end if;
    select to_jsonb(l.layer_name) into v_old from specql_registry.tb_schema_layer as l where l.layer = upper(key);
    if not found then
      insert into specql_registry.tb_schema_layer (layer, layer_name, position, legacy)
      values (upper(key), common.checked_name(v_text, 'layer_name'), ordinal, jsonb_build_object('key', key, 'entry', entry));
      v_outcome := 'imported';
    elsif v_old is distinct from entry then
      update specql_registry.tb_schema_layer as l set layer_name = common.checked_name(v_text, 'layer_name') where l.layer = upper(key);
      v_outcome := 'updated';
    end if;
  when 'reserved_codes' then
    if coalesce(v_code, '') !~ '^[0-9A-F]{6}$' then
      raise exception using
        errcode = 'SG107', message = format('%s is no code', quote_nullable(left(v_text, 40))),
        hint = 'A code has six hexadecimal digits.', column = 'code';
    end if;
    if not specql_registry.code_is_reserved(v_code) then
      perform app.reserve_code(code => v_code, reason => 'reserved in the legacy registry');
      update specql_registry.tb_reserved_code as r
      set position = ordinal, legacy = jsonb_build_object('entry', entry)
      where r.code = v_code;
      v_outcome := 'imported';
    end if;
  when 'inference_rules' then
    if not exists (
      select from specql_registry.tb_inference_rule as r
      where r.domain_name = context ->> 'domain' and r.subdomain_name = context ->> 'subdomain' and r.pattern = v_text
    ) then
      insert into specql_registry.tb_inference_rule (domain_name, subdomain_name, pattern, position, legacy)
      values (
        common.checked_name(context ->> 'domain', 'domain'), common.checked_name(context ->> 'subdomain', 'subdomain'),
        common.checked_name(v_text, 'pattern'),
        (select coalesce(max(r.position), 0) + 1 from specql_registry.tb_inference_rule as r), null
      );
      v_outcome := 'imported';
    end if;
  else
    select s.content into v_old from specql_registry.tb_registry_section as s where s.section_name = key;
    if not found then
      insert into specql_registry.tb_registry_section (section_name, content, position) values (key, entry, ordinal);
      v_outcome := 'imported';
    elsif v_old is distinct from entry then
      update specql_registry.tb_registry_section as s set content = entry where s.section_name = key;
      v_outcome := 'updated';
    end if;
  end case;

  if v_outcome = 'updated' then
    v_changes := jsonb_build_array(jsonb_build_object(
      'field', coalesce(key, source_table), 'old', v_old, 'new', entry,
      'why', 'the file has changed since the last import'
    ));
  end if;
  perform specql_cutover.note_row(run, import_small.source_table, path, line, v_outcome, v_changes);
end;
$$;

comment on function specql_cutover.import_small(bigint, text, text, jsonb, integer, text, integer, jsonb) is
  'Keeps a row of schema_layers, reserved_codes, inference_rules or sections, and notes it. Raises what makes the row a '
  'rejected one.';
