-- 011932  specql_governance.refuse_unproven()
-- Nothing goes in that was not proven on the tables as they are.

create or replace function specql_governance.refuse_unproven(migration specql_governance.tb_migration)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_key   text;
  v_model jsonb;
  v_first jsonb := migration.proof -> 'problems' -> 0;
begin
  if not (migration.proof ->> 'proven')::boolean then
    raise exception using
      errcode = coalesce(nullif(v_first ->> 'code', ''), 'SG525'),
      message = coalesce(v_first ->> 'message', 'the migration is not proven'),
      detail = coalesce(v_first ->> 'detail', 'The proof failed.'),
      hint = coalesce(v_first ->> 'hint', 'app.prove_migration() tells all of it.'),
      column = coalesce(v_first ->> 'path', '');
  end if;
  if migration.proof ->> 'content_hash' is distinct from encode(sha256(convert_to(
      (migration.written -> 'steps')::text || (migration.written -> 'down_steps')::text, 'UTF8')), 'hex')
  then
    raise exception using
      errcode = 'SG525', message = 'what was proven is not what would be applied', hint = 'Have it proven again.';
  end if;
  for v_key in select jsonb_array_elements_text(migration.proof -> 'tables') loop
    v_model := specql_governance.live_model((parse_ident(v_key))[1], (parse_ident(v_key))[2]);
    if specql_governance.structure_print(specql_governance.structure_of(v_model)) is distinct from migration.proof -> 'live' ->> v_key then
      raise exception using
        errcode = 'SG362',
        message = format('%s is not what it was when the migration was proven', v_key),
        detail = format('Proven at %s.', migration.proven_at),
        hint = 'Look at it, and have the migration proven again: app.prove_migration().',
        column = 'request_id';
    end if;
    if coalesce((v_model ->> 'has_rows')::boolean, false) and not coalesce((migration.written #>> array['before', v_key, 'has_rows'])::boolean, false) then
      raise exception using
        errcode = 'SG362',
        message = format('%s has rows now, and was empty when the migration was written', v_key),
        hint = 'Have it proven again: it will be written so that the table stays in use.',
        column = 'request_id';
    end if;
  end loop;
end;
$$;

comment on function specql_governance.refuse_unproven(specql_governance.tb_migration) is
  'The proof''s first problem as an error (SG525 and others) where it failed; SG362 where a table has changed since, or has '
  'rows that it had not.';
