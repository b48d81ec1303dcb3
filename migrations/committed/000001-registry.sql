--! Previous: -
--! Hash: sha1:c64c72e9a8f5a5609cf735371c78edee7dfb90f9
--! Message: registry

-- Everything belongs to specql_owner, who cannot log in.
set local role specql_owner;

--! Included 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql
-- 001F11  schemas
-- The private schemas, the shared helpers, and the one public schema, app.

create schema if not exists common;
create schema if not exists app;
create schema if not exists specql_registry;
create schema if not exists specql_service;
create schema if not exists specql_audit;
create schema if not exists specql_cutover;

comment on schema common is 'Shared types and helpers.';
comment on schema app is 'The public contract: plural views to read, verb-named functions to act.';
comment on schema specql_registry is 'Domains, subdomains, entities and the codes they hold.';
comment on schema specql_service is 'Services, their operations and dependencies.';
comment on schema specql_audit is 'Who changed what, and when. Append only.';
comment on schema specql_cutover is 'Imports from the old stores, and what became of each source row.';

grant usage on schema common, app to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;

-- A function is open to public unless somebody says otherwise. Here it is said, once.
alter default privileges for role specql_owner revoke execute on functions from public;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F21_fn_speaks_for_others.sql
-- 001F21  common.speaks_for_others()
-- Whether this session may say in a setting who acts: the gateway and superusers may.

create or replace function common.speaks_for_others()
  returns boolean
  language sql
  stable
as $$
  select session_user = 'specql_gateway' or (
    select r.rolsuper or pg_has_role(r.oid, 'specql_gateway', 'member')
    from pg_catalog.pg_roles as r
    where r.rolname = session_user
  );
$$;

comment on function common.speaks_for_others() is
  'True where the session''s login is trusted to name the actor in jwt.claims.sub or specql.actor. '
  'Anybody can set a setting, so for other logins these settings count for nothing.';

grant execute on function common.speaks_for_others() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F21_fn_speaks_for_others.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F22_fn_current_actor.sql
-- 001F22  common.current_actor()
-- Who acts: the token's subject, else specql.actor, else the login.
-- No search_path of its own, so that the planner puts it in line; every name is qualified instead.

create or replace function common.current_actor()
  returns text
  language sql
  stable
as $$
  -- A setting that was once set reads '' after its transaction, not null.
  select coalesce(
    case
      when coalesce(
        nullif(pg_catalog.current_setting('jwt.claims.sub', true), ''),
        nullif(pg_catalog.current_setting('specql.actor', true), '')
      ) is not null and common.speaks_for_others()
      then pg_catalog.left(coalesce(
        nullif(pg_catalog.current_setting('jwt.claims.sub', true), ''),
        nullif(pg_catalog.current_setting('specql.actor', true), '')
      ), 200)
    end,
    session_user::text
  );
$$;

comment on function common.current_actor() is
  'Who acts, as recorded in created_by, updated_by and the audit log: the token''s subject, else the '
  'setting specql.actor (both only where the login may speak for others), else the login itself.';

grant execute on function common.current_actor() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F22_fn_current_actor.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F23_fn_current_role_name.sql
-- 001F23  common.current_role_name()
-- The role in force, seen through security definer functions.
-- No search_path of its own, so that the planner puts it in line; every name is qualified instead.

create or replace function common.current_role_name()
  returns text
  language sql
  stable
as $$
  select coalesce(nullif(pg_catalog.current_setting('role', true), 'none'), session_user::text);
$$;

comment on function common.current_role_name() is
  'The role that SET ROLE put in force, else the login. Inside a definer function current_user is the '
  'owner, which says nothing about the caller.';

grant execute on function common.current_role_name() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F23_fn_current_role_name.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F24_fn_current_principal_kind.sql
-- 001F24  common.current_principal_kind()
-- Whether a human or a machine acts.
-- No search_path of its own, so that the planner puts it in line; every name is qualified instead.

create or replace function common.current_principal_kind()
  returns text
  language sql
  stable
as $$
  -- A superuser is a member of everything, and so of the owner.
  select case
    when pg_catalog.pg_has_role(common.current_role_name(), 'specql_agent', 'member')
      and not pg_catalog.pg_has_role(common.current_role_name(), 'specql_owner', 'member')
    then 'agent'
    else 'human'
  end;
$$;

comment on function common.current_principal_kind() is
  '''agent'' where the role in force is specql_agent or a member of it, else ''human''.';

grant execute on function common.current_principal_kind() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F2_actor/001F24_fn_current_principal_kind.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F31_fn_name_key.sql
-- 001F31  common.name_key()
-- What two names are compared by: case folded, compatibility forms composed.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function common.name_key(name text)
  returns text
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return lower(normalize(name, nfkc) collate "und-x-icu");
end;
$$;

comment on function common.name_key(text) is
  'The form in which names are compared: Unicode NFKC, then lower case by ICU''s root locale, so that the '
  'answer does not depend on the locale of the cluster. Unicode Standard Annex 15.';

grant execute on function common.name_key(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F31_fn_name_key.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F32_fn_is_name.sql
-- 001F32  common.is_name()
-- Whether a text can be a name: visible, one line, at most 63 characters.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function common.is_name(name text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return name is not null
    and length(name) between 1 and 63
    and name !~ '[\u0001-\u001F\u007F-\u00A0\u00AD\u061C\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF\uFFF9-\uFFFB]'
    and name !~ '^ | $|  ';
end;
$$;

comment on function common.is_name(text) is
  'True for 1 to 63 characters without control, invisible or direction-changing characters, without a '
  'space at either end or two in a row: names that look alike must not differ in what nobody sees.';

grant execute on function common.is_name(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F32_fn_is_name.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F33_fn_checked_name.sql
-- 001F33  common.checked_name()
-- Returns the name as it came, or says what is wrong with it.

create or replace function common.checked_name(name text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if common.is_name(name) then
    return name;
  end if;
  if name is null or btrim(name) = '' then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', field),
      hint = 'Give a name of 1 to 63 characters.',
      column = field;
  end if;
  if length(name) > 63 then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s characters; 63 are allowed.', length(name)),
      hint = 'Shorten the name and put the rest into the description.',
      column = field;
  end if;
  raise exception using
    errcode = 'SG105',
    message = format('%s has characters that a name cannot have', field),
    detail = format('It reads %s.', quote_literal(regexp_replace(name, '[^[:graph:] ]', '?', 'g'))),
    hint = 'Leave out control and invisible characters, and spaces at the ends or doubled.',
    column = field;
end;
$$;

comment on function common.checked_name(text, text) is
  'The name verbatim, or SG102 (missing), SG103 (too long), SG105 (unacceptable characters) naming the field.';

grant execute on function common.checked_name(text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F33_fn_checked_name.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F34_fn_checked_text.sql
-- 001F34  common.checked_text()
-- Returns a longer text as it came, or says that it is too long.

create or replace function common.checked_text(value text, field text, max_length integer default 10000)
  returns text
  language plpgsql
  immutable
as $$
begin
  if length(value) > max_length then
    raise exception using
      errcode = 'SG103',
      message = format('%s is too long', field),
      detail = format('It has %s characters; %s are allowed.', length(value), max_length),
      hint = 'Shorten it, or keep the long form elsewhere and name the place.',
      column = field;
  end if;
  return value;
end;
$$;

comment on function common.checked_text(text, text, integer) is
  'The text verbatim, null included, or SG103 where it has more than max_length characters.';

grant execute on function common.checked_text(text, text, integer) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F34_fn_checked_text.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F35_fn_digit_of.sql
-- 001F35  common.digit_of()
-- Reads one level's digit: '3', '03' and 'a' are digits, 'crm' and '0' are not.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function common.digit_of(value text)
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return case when value ~ '^0?[1-9A-Fa-f]$' then upper(right(value, 1) collate "C") end;
end;
$$;

comment on function common.digit_of(text) is
  'The upper-case digit, 1 to F, or null where the text is no digit. A leading zero is the legacy '
  'two-digit spelling of the same digit.';

grant execute on function common.digit_of(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F35_fn_digit_of.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F36_fn_checked_digit.sql
-- 001F36  common.checked_digit()
-- Returns one level's digit in upper case, or says what a digit is.

create or replace function common.checked_digit(value text, field text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_digit constant text := common.digit_of(value);
begin
  if v_digit is not null then
    return v_digit;
  end if;
  raise exception using
    errcode = case when value is null or value = '' then 'SG102' else 'SG106' end,
    message = case
      when value is null or value = '' then format('%s is missing', field)
      else format('%s must be one hexadecimal digit, 1 to F', field)
    end,
    detail = case when value <> '' then format('It is %s.', quote_literal(left(value, 40))) else 'Nothing was given.' end,
    hint = 'Zero stands for the level above, so each level holds the fifteen digits 1 to 9 and A to F.',
    column = field;
end;
$$;

comment on function common.checked_digit(text, text) is
  'The digit in upper case, or SG102 (missing) or SG106 (no digit from 1 to F) naming the field.';

grant execute on function common.checked_digit(text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F36_fn_checked_digit.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F37_fn_closest.sql
-- 001F37  common.closest()
-- The candidate that a mistyped word most likely meant.

create or replace function common.closest(word text, candidates text[])
  returns text
  language sql
  immutable
  parallel safe
as $$
  -- Shared pairs of letters, Dice 1945: good enough for a hint and free of extensions.
  with pairs as (
    select array(
      select substr(lower(left(word, 63)), g, 2) from generate_series(1, length(left(word, 63)) - 1) as g
    ) as word_pairs
  ), scored as (
    select c.candidate,
      2.0 * (select count(*) from (
        select unnest(p.word_pairs)
        intersect
        select substr(lower(c.candidate), g, 2) from generate_series(1, length(c.candidate) - 1) as g
      ) as shared) / greatest(cardinality(p.word_pairs) + length(c.candidate) - 1, 1) as score
    from pairs as p, unnest(candidates) as c (candidate)
  )
  select s.candidate from scored as s where s.score >= 0.4 order by s.score desc, s.candidate limit 1;
$$;

comment on function common.closest(text, text[]) is
  'The candidate that shares most pairs of letters with the word (Dice''s coefficient, at least 0.4), or null.';

grant execute on function common.closest(text, text[]) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F37_fn_closest.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F38_fn_snake_case.sql
-- 001F38  common.snake_case()
-- How a name is written in a path or an identifier.

create or replace function common.snake_case(name text)
  returns text
  language sql
  immutable
  strict
  parallel safe
as $$
  select btrim(regexp_replace(
    common.name_key(regexp_replace(
      regexp_replace(name, '([a-z0-9])([A-Z])', '\1_\2', 'g'), '([A-Z])([A-Z][a-z])', '\1_\2', 'g'
    )),
    '[^[:alnum:]]+', '_', 'g'
  ), '_');
$$;

comment on function common.snake_case(text) is
  'The name in lower case with underscores: OrganizationalUnit becomes organizational_unit.';

grant execute on function common.snake_case(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F3_text/001F38_fn_snake_case.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F4_row/001F41_tr_stamp_row.sql
-- 001F41  common.tg__stamp_row()
-- Says in each changed row who changed it last, and when.

create or replace function common.tg__stamp_row()
  returns trigger
  language plpgsql
as $$
begin
  new.updated_at := clock_timestamp();
  new.updated_by := common.current_actor();
  new.created_at := old.created_at;
  new.created_by := old.created_by;
  return new;
end;
$$;

comment on function common.tg__stamp_row() is
  'Before update: sets updated_at and updated_by, and keeps created_at and created_by as they were.';
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F4_row/001F41_tr_stamp_row.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F4_row/001F42_tr_refuse_removal.sql
-- 001F42  common.tg__refuse_removal()
-- Keeps rows whose codes were given out: a code is never given twice.

create or replace function common.tg__refuse_removal()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG402',
    message = format('rows of %s.%s cannot be removed', tg_table_schema, tg_table_name),
    detail = 'A code that was given out stays given, so its row stays.',
    hint = 'Retire the entity with app.retire_entity() instead.';
end;
$$;

comment on function common.tg__refuse_removal() is
  'Before delete or truncate: SG402. Fires for the owner too.';
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F4_row/001F42_tr_refuse_removal.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F4_row/001F43_tr_columns_are_final.sql
-- 001F43  common.tg__columns_are_final()
-- Refuses a change of the columns named in the trigger's arguments.

create or replace function common.tg__columns_are_final()
  returns trigger
  language plpgsql
as $$
declare
  v_old constant jsonb := to_jsonb(old);
  v_new constant jsonb := to_jsonb(new);
  v_column text;
begin
  foreach v_column in array tg_argv loop
    if v_old -> v_column is distinct from v_new -> v_column then
      raise exception using
        errcode = 'SG402',
        message = format('%s is final', v_column),
        detail = format('It is %s and was to become %s.', v_old -> v_column, v_new -> v_column),
        hint = 'Register the new place beside the old one; codes never move.',
        column = v_column;
    end if;
  end loop;
  return new;
end;
$$;

comment on function common.tg__columns_are_final() is
  'Before update of the columns that the trigger names as its arguments: SG402 where one changes.';
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F4_row/001F43_tr_columns_are_final.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F5_call/001F51_fn_signature_of.sql
-- 001F51  common.signature_of()
-- What common.call_function() must know of a function of app.

create or replace function common.signature_of(function_name text)
  returns table (
    function_id   oid,
    argument_names text[],
    argument_types text[],
    required_count integer,
    returns_set   boolean,
    returns_row   boolean,
    returns_void  boolean
  )
  language sql
  stable
as $$
  select
    p.oid,
    -- Table-returning functions list their result columns here too; input arguments come first.
    coalesce(p.proargnames[1:p.pronargs], '{}'),
    array(
      select format_type(t.type_id, null)
      from unnest(p.proargtypes) with ordinality as t (type_id, position)
      order by t.position
    ),
    p.pronargs - p.pronargdefaults,
    p.proretset,
    p.prorettype = 'record'::regtype or r.typtype = 'c',
    p.prorettype = 'void'::regtype
  from pg_catalog.pg_proc as p
    join pg_catalog.pg_type as r on r.oid = p.prorettype
  where p.pronamespace = 'app'::regnamespace
    and p.prokind = 'f'
    and p.prorettype <> 'trigger'::regtype
    and p.proname = signature_of.function_name;
$$;

comment on function common.signature_of(text) is
  'The catalog''s facts on a function of app: input argument names and types in order, how many have no '
  'default, and the kind of its result.';

grant execute on function common.signature_of(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F5_call/001F51_fn_signature_of.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F5_call/001F53_fn_constraint_message.sql
-- 001F53  common.constraint_message()
-- The comment of a constraint: what its violation says to a person.

create or replace function common.constraint_message(
  schema_name     text,
  table_name      text,
  constraint_name text
)
  returns text
  language sql
  stable
as $$
  select obj_description(c.oid, 'pg_constraint')
  from pg_catalog.pg_constraint as c
    join pg_catalog.pg_class as t on t.oid = c.conrelid
    join pg_catalog.pg_namespace as n on n.oid = t.relnamespace
  where n.nspname = constraint_message.schema_name
    and t.relname = constraint_message.table_name
    and c.conname = constraint_message.constraint_name;
$$;

comment on function common.constraint_message(text, text, text) is
  'The comment on a constraint, or null. Shown as the message of SG100.';

grant execute on function common.constraint_message(text, text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F5_call/001F53_fn_constraint_message.sql
--! Included 0_schema/00_foundation/001_core/001F_foundation/001F5_call/001F52_fn_call_function.sql
-- 001F52  common.call_function()
-- Calls a function of app by name with named JSON arguments: the one door behind RPC and CLI.

create or replace function common.call_function(function_name text, arguments jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_function record;
  v_name     text;
  v_call     text;
  v_result   jsonb;
begin
  select s.* into v_function from common.signature_of(call_function.function_name) as s;
  if not found then
    raise exception using
      errcode = 'SG202',
      message = format('there is no function %s', quote_literal(left(coalesce(function_name, ''), 63))),
      hint = coalesce('Did you mean ' || common.closest(function_name, array(
        select p.proname::text from pg_catalog.pg_proc as p where p.pronamespace = 'app'::regnamespace
      )) || '?', 'GET /openapi.json or \df app.* lists the functions.'),
      column = 'function';
  end if;
  if jsonb_typeof(coalesce(arguments, '{}')) <> 'object' then
    raise exception using
      errcode = 'SG104',
      message = 'arguments must be a JSON object of named values',
      hint = 'For example {"domain": "crm"}.',
      column = 'arguments';
  end if;

  for v_name in select k from jsonb_object_keys(coalesce(arguments, '{}')) as k loop
    if v_name <> all (v_function.argument_names) then
      raise exception using
        errcode = 'SG104',
        message = format('%s has no argument %s', function_name, quote_literal(left(v_name, 63))),
        hint = coalesce('Did you mean ' || common.closest(v_name, v_function.argument_names) || '?',
          format('Its arguments are: %s.', array_to_string(v_function.argument_names, ', '))),
        column = left(v_name, 63);
    end if;
  end loop;
  foreach v_name in array v_function.argument_names[1:v_function.required_count] loop
    if not coalesce(arguments, '{}') ? v_name then
      raise exception using
        errcode = 'SG104',
        message = format('%s needs the argument %s', function_name, v_name),
        hint = format('Its arguments are: %s.', array_to_string(v_function.argument_names, ', ')),
        column = v_name;
    end if;
  end loop;

  select format(
    'app.%I(%s)', function_name,
    string_agg(format('%1$I => (select a.%1$I from jsonb_to_record($1) as a (%1$I %2$s))', g.name, g.type), ', ')
  )
  into v_call
  from unnest(v_function.argument_names, v_function.argument_types) as g (name, type)
  where arguments ? g.name;
  v_call := coalesce(v_call, format('app.%I()', function_name));

  if v_function.returns_set then
    execute 'select coalesce(jsonb_agg(to_jsonb(r)), ''[]'') from ' || v_call || ' as r'
      into v_result using arguments;
    return jsonb_build_object('kind', 'rows', 'result', v_result);
  end if;
  if v_function.returns_void then
    execute 'select ' || v_call using arguments;
    return jsonb_build_object('kind', 'void', 'result', null);
  end if;
  execute 'select to_jsonb(' || v_call || ')' into v_result using arguments;
  return jsonb_build_object(
    'kind', case when v_function.returns_row then 'row' else 'value' end,
    'result', v_result
  );
end;
$$;

comment on function common.call_function(text, jsonb) is
  'Calls app.<function_name> as the caller, with the caller''s rights. Arguments are a JSON object by '
  'argument name; those with a default may be left out. Returns {kind: row|rows|value|void, result}. '
  'SG202: no such function. SG104: an argument is unknown or missing.';

grant execute on function common.call_function(text, jsonb) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/00_foundation/001_core/001F_foundation/001F5_call/001F52_fn_call_function.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011611_tb_change.sql
-- 011611  specql_audit.tb_change
-- The change log: one row for each row that changed, written in the same transaction.

create table if not exists specql_audit.tb_change (
  pk_change      bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  changed_at     timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  table_schema   text not null,
  table_name     text not null,
  row_id         uuid,
  operation      text not null,
  old_row        jsonb,
  new_row        jsonb,
  actor          text not null,
  principal_kind text not null,
  role_name      text not null,
  login_name     text not null default session_user,
  constraint pk_tb_change primary key (changed_at, pk_change)
) partition by range (changed_at);

create index if not exists ix_tb_change__table_name on specql_audit.tb_change (table_name, changed_at);

comment on table specql_audit.tb_change is
  'Every change of every governed table. Partitioned by month (UTC). Append only: nobody updates or '
  'deletes, and only the audit trigger inserts.';
comment on column specql_audit.tb_change.pk_change is 'Internal key; rises in the order of writing.';
comment on column specql_audit.tb_change.id is 'Public key.';
comment on column specql_audit.tb_change.changed_at is 'When the row changed (wall clock, not transaction start).';
comment on column specql_audit.tb_change.transaction_id is 'Transaction that changed it; joins the changes made together.';
comment on column specql_audit.tb_change.table_schema is 'Schema of the changed table.';
comment on column specql_audit.tb_change.table_name is 'The changed table.';
comment on column specql_audit.tb_change.row_id is 'Public key of the changed row.';
comment on column specql_audit.tb_change.operation is 'insert, update, delete or truncate.';
comment on column specql_audit.tb_change.old_row is 'The whole row before; null for an insert.';
comment on column specql_audit.tb_change.new_row is 'The whole row after; null for a delete.';
comment on column specql_audit.tb_change.actor is 'Who acted: common.current_actor().';
comment on column specql_audit.tb_change.principal_kind is 'human or agent: common.current_principal_kind().';
comment on column specql_audit.tb_change.role_name is 'Role in force: common.current_role_name().';
comment on column specql_audit.tb_change.login_name is 'The login of the session, whatever a setting says.';
comment on constraint pk_tb_change on specql_audit.tb_change is 'a change is recorded once';
comment on index specql_audit.ix_tb_change__table_name is 'For app.audit_history().';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011611_tb_change.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011612_fn_add_change_partitions.sql
-- 011612  specql_audit.add_change_partitions()
-- Makes the change log's partitions for a month and the twelve that follow.

create or replace function specql_audit.add_change_partitions(at timestamptz)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_month timestamp;
  v_table text;
begin
  -- One maker at a time; the others then find the partitions made.
  perform pg_advisory_xact_lock(hashtextextended('specql_audit.tb_change partitions', 0));

  for v_month in
    select generate_series(m.first, m.first + interval '12 months', interval '1 month')
    from (select date_trunc('month', at at time zone 'UTC') as first) as m
  loop
    v_table := 'tb_change_' || to_char(v_month, 'YYYY_MM');
    if to_regclass('specql_audit.' || v_table) is null then
      execute format('create table specql_audit.%I (like specql_audit.tb_change including all excluding identity)', v_table);
      execute format('comment on table specql_audit.%I is %L', v_table,
        'Changes of ' || to_char(v_month, 'YYYY-MM') || ' (UTC).');
      -- Attaching lets writers go on; creating as a partition would lock them out.
      execute format(
        'alter table specql_audit.tb_change attach partition specql_audit.%I for values from (%L) to (%L)',
        v_table, v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC'
      );
      execute format(
        'create or replace trigger tr_900_append_only before update or delete or truncate on specql_audit.%I '
        'for each statement execute function specql_audit.tg_tb_change__append_only()', v_table
      );
      execute format(
        'create or replace trigger tr_800_triggers_write before insert on specql_audit.%I '
        'for each statement when (pg_trigger_depth() = 0) '
        'execute function specql_audit.tg_tb_change__append_only()', v_table
      );
    end if;
  end loop;
end;
$$;

comment on function specql_audit.add_change_partitions(timestamptz) is
  'Makes the missing monthly partitions (UTC) from the month of the given time to a year later. A year in '
  'advance, so that no writer meets the turn of a month without one.';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011612_fn_add_change_partitions.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011613_tr_append_only.sql
-- 011613  specql_audit.tg_tb_change__append_only()
-- The past is not rewritten, not even by the owner.

create or replace function specql_audit.tg_tb_change__append_only()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG403',
    message = format('%s on the audit log is not allowed', lower(tg_op)),
    detail = 'The audit log is append only.',
    hint = 'Old months are archived by detaching their partition, never by changing rows.';
end;
$$;

comment on function specql_audit.tg_tb_change__append_only() is 'Before update, delete or truncate, and before an insert by hand: SG403.';

create or replace trigger tr_900_append_only
  before update or delete or truncate on specql_audit.tb_change
  for each statement execute function specql_audit.tg_tb_change__append_only();

comment on trigger tr_900_append_only on specql_audit.tb_change is 'Append only. Fires for the owner too.';

create or replace trigger tr_800_triggers_write
  before insert on specql_audit.tb_change
  for each statement when (pg_trigger_depth() = 0)
  execute function specql_audit.tg_tb_change__append_only();

comment on trigger tr_800_triggers_write on specql_audit.tb_change is
  'Only the audit trigger writes here. Fires for the owner too.';

select specql_audit.add_change_partitions(now());
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011613_tr_append_only.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011614_tr_record_change.sql
-- 011614  specql_audit.tg__record_change()
-- The one audit trigger: writes the old and the new row, and who changed it.
-- No definer: only the owner writes governed tables, through the definer functions of app.

create or replace function specql_audit.tg__record_change()
  returns trigger
  language plpgsql
as $$
begin
  -- A look in the catalog's cache; a failed insert would cost a subtransaction for each row.
  if to_regclass('specql_audit.tb_change_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY_MM')) is null then
    perform specql_audit.add_change_partitions(clock_timestamp());
  end if;

  if tg_op = 'INSERT' then
    insert into specql_audit.tb_change
      (table_schema, table_name, row_id, operation, new_row, actor, principal_kind, role_name)
    values
      (tg_table_schema, tg_table_name, new.id, 'insert', to_jsonb(new),
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  elsif tg_op = 'UPDATE' then
    insert into specql_audit.tb_change
      (table_schema, table_name, row_id, operation, old_row, new_row, actor, principal_kind, role_name)
    values
      (tg_table_schema, tg_table_name, new.id, 'update', to_jsonb(old), to_jsonb(new),
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  elsif tg_op = 'DELETE' then
    insert into specql_audit.tb_change
      (table_schema, table_name, row_id, operation, old_row, actor, principal_kind, role_name)
    values
      (tg_table_schema, tg_table_name, old.id, 'delete', to_jsonb(old),
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  else
    insert into specql_audit.tb_change
      (table_schema, table_name, operation, actor, principal_kind, role_name)
    values
      (tg_table_schema, tg_table_name, 'truncate',
       common.current_actor(), common.current_principal_kind(), common.current_role_name());
  end if;
  return null;
end;
$$;

comment on function specql_audit.tg__record_change() is
  'After insert, update or delete of a row, or truncate of a table: writes specql_audit.tb_change in the '
  'same transaction. A table with this trigger needs a column id uuid.';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011614_tr_record_change.sql
--! Included 0_schema/01_write_side/011_core/0116_audit/01161_change/011615_fn_audit_table.sql
-- 011615  specql_audit.audit_table()
-- Puts a table under the audit trigger, and under the one that stamps changed rows.

create or replace function specql_audit.audit_table(target regclass)
  returns void
  language plpgsql
  volatile
as $$
begin
  execute format(
    'create or replace trigger tr_800_stamp_row before update on %s '
    'for each row execute function common.tg__stamp_row()', target);
  execute format(
    'create or replace trigger tr_900_record_change after insert or update or delete on %s '
    'for each row execute function specql_audit.tg__record_change()', target);
  execute format(
    'create or replace trigger tr_910_record_truncate after truncate on %s '
    'for each statement execute function specql_audit.tg__record_change()', target);
  execute format('comment on trigger tr_800_stamp_row on %s is %L', target,
    'Says who changed the row last, and when.');
  execute format('comment on trigger tr_900_record_change on %s is %L', target,
    'Writes the change log.');
  execute format('comment on trigger tr_910_record_truncate on %s is %L', target,
    'Writes the change log.');
end;
$$;

comment on function specql_audit.audit_table(regclass) is
  'Creates the triggers tr_800_stamp_row, tr_900_record_change and tr_910_record_truncate on a table that '
  'has id, created_at, created_by, updated_at and updated_by. Re-runnable.';
--! EndIncluded 0_schema/01_write_side/011_core/0116_audit/01161_change/011615_fn_audit_table.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01111_domain/011111_tb_domain.sql
-- 011111  specql_registry.tb_domain
-- The first level of the registry: fifteen domains.

create table if not exists specql_registry.tb_domain (
  pk_domain     bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  domain_number text not null,
  identifier    text generated always as (domain_number) stored,
  domain_name   text not null,
  description   text,
  multi_tenant  boolean not null default false,
  aliases       text[] not null default '{}',
  legacy        jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_domain primary key (pk_domain),
  constraint uq_tb_domain__id unique (id),
  constraint uq_tb_domain__domain_number unique (domain_number),
  constraint uq_tb_domain__place unique (pk_domain, domain_number),
  constraint ck_tb_domain__domain_number check (domain_number ~ '^[1-9A-F]$'),
  constraint ck_tb_domain__domain_name
    check (common.is_name(domain_name)
      and common.digit_of(domain_name) is null),
  constraint ck_tb_domain__description check (length(description) <= 10000),
  constraint ck_tb_domain__aliases
    check (cardinality(aliases) <= 50 and array_position(aliases, null) is null)
);

comment on table specql_registry.tb_domain is
  'A domain: the first digit of a code below the layer. Domains are never removed.';
comment on column specql_registry.tb_domain.pk_domain is 'Internal key, used by joins.';
comment on column specql_registry.tb_domain.id is 'Public key.';
comment on column specql_registry.tb_domain.domain_number is 'The digit, 1 to F, upper case. Final.';
comment on column specql_registry.tb_domain.identifier is 'Name for humans that never changes: the digit.';
comment on column specql_registry.tb_domain.domain_name is
  'Name, unique among the names and aliases of all domains, whatever their case.';
comment on column specql_registry.tb_domain.description is 'What the domain holds.';
comment on column specql_registry.tb_domain.multi_tenant is
  'Whether its tables hold rows of several tenants.';
comment on column specql_registry.tb_domain.aliases is 'Other names that find the domain.';
comment on column specql_registry.tb_domain.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_domain.created_at is 'When the row was made.';
comment on column specql_registry.tb_domain.created_by is 'Who made the row.';
comment on column specql_registry.tb_domain.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_domain.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_domain on specql_registry.tb_domain is 'the internal key is unique';
comment on constraint uq_tb_domain__id on specql_registry.tb_domain is 'the public key is unique';
comment on constraint uq_tb_domain__domain_number on specql_registry.tb_domain is
  'the domain number is already taken';
comment on constraint uq_tb_domain__place on specql_registry.tb_domain is 'a domain stands in one place';
comment on constraint ck_tb_domain__domain_number on specql_registry.tb_domain is
  'the domain number must be one digit, 1 to F';
comment on constraint ck_tb_domain__domain_name on specql_registry.tb_domain is
  'the domain name must be 1 to 63 visible characters and no digit';
comment on constraint ck_tb_domain__description on specql_registry.tb_domain is
  'the description must have at most 10000 characters';
comment on constraint ck_tb_domain__aliases on specql_registry.tb_domain is
  'a domain has at most 50 aliases, none of them null';

select specql_audit.audit_table('specql_registry.tb_domain');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_domain
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_domain is
  'A code that was given out stays given.';

create or replace trigger tr_110_number_is_final
  before update of domain_number on specql_registry.tb_domain
  for each row execute function common.tg__columns_are_final('domain_number');

comment on trigger tr_110_number_is_final on specql_registry.tb_domain is
  'The number is part of every code below it.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01111_domain/011111_tb_domain.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011121_tb_subdomain.sql
-- 011121  specql_registry.tb_subdomain
-- The second level: fifteen subdomains to a domain.

create table if not exists specql_registry.tb_subdomain (
  pk_subdomain     bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_domain        bigint not null,
  domain_number    text not null,
  subdomain_number text not null,
  identifier       text generated always as (domain_number || subdomain_number) stored,
  subdomain_name   text not null,
  name_key         text generated always as (common.name_key(subdomain_name)) stored,
  description      text,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_subdomain primary key (pk_subdomain),
  constraint uq_tb_subdomain__id unique (id),
  constraint uq_tb_subdomain__subdomain_number unique (fk_domain, subdomain_number),
  constraint uq_tb_subdomain__place unique (pk_subdomain, domain_number, subdomain_number),
  constraint fk_tb_subdomain__domain
    foreign key (fk_domain, domain_number)
    references specql_registry.tb_domain (pk_domain, domain_number),
  constraint ck_tb_subdomain__subdomain_number check (subdomain_number ~ '^[1-9A-F]$'),
  constraint ck_tb_subdomain__subdomain_name
    check (common.is_name(subdomain_name)
      and common.digit_of(subdomain_name) is null),
  constraint ck_tb_subdomain__description check (length(description) <= 10000)
);

create unique index if not exists uq_tb_subdomain__subdomain_name
  on specql_registry.tb_subdomain (fk_domain, name_key);
create index if not exists ix_tb_subdomain__fk_domain
  on specql_registry.tb_subdomain (fk_domain, domain_number);

comment on table specql_registry.tb_subdomain is
  'A subdomain: the second digit, and the counter of the entities below it. Subdomains are never '
  'removed.';
comment on column specql_registry.tb_subdomain.pk_subdomain is 'Internal key, used by joins.';
comment on column specql_registry.tb_subdomain.id is 'Public key.';
comment on column specql_registry.tb_subdomain.fk_domain is 'The domain above.';
comment on column specql_registry.tb_subdomain.domain_number is
  'The digit above; held equal to the domain''s by the foreign key.';
comment on column specql_registry.tb_subdomain.subdomain_number is 'The digit, 1 to F, upper case. Final.';
comment on column specql_registry.tb_subdomain.identifier is
  'Name for humans that never changes: both digits.';
comment on column specql_registry.tb_subdomain.subdomain_name is
  'Name, unique in its domain whatever its case.';
comment on column specql_registry.tb_subdomain.name_key is 'The name as it is compared.';
comment on column specql_registry.tb_subdomain.description is 'What the subdomain holds.';
comment on column specql_registry.tb_subdomain.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_subdomain.created_at is 'When the row was made.';
comment on column specql_registry.tb_subdomain.created_by is 'Who made the row.';
comment on column specql_registry.tb_subdomain.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_subdomain.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_subdomain on specql_registry.tb_subdomain is 'the internal key is unique';
comment on constraint uq_tb_subdomain__id on specql_registry.tb_subdomain is 'the public key is unique';
comment on constraint uq_tb_subdomain__subdomain_number on specql_registry.tb_subdomain is
  'the subdomain number is already taken in this domain';
comment on constraint uq_tb_subdomain__place on specql_registry.tb_subdomain is
  'a subdomain stands in one place';
comment on constraint fk_tb_subdomain__domain on specql_registry.tb_subdomain is
  'the domain must exist, and the digit above must be its number';
comment on constraint ck_tb_subdomain__subdomain_number on specql_registry.tb_subdomain is
  'the subdomain number must be one digit, 1 to F';
comment on constraint ck_tb_subdomain__subdomain_name on specql_registry.tb_subdomain is
  'the subdomain name must be 1 to 63 visible characters and no digit';
comment on constraint ck_tb_subdomain__description on specql_registry.tb_subdomain is
  'the description must have at most 10000 characters';
comment on index specql_registry.uq_tb_subdomain__subdomain_name is
  'A name stands once in a domain, whatever its case.';
comment on index specql_registry.ix_tb_subdomain__fk_domain is 'For the foreign key.';

select specql_audit.audit_table('specql_registry.tb_subdomain');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_subdomain
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_subdomain is
  'A code that was given out stays given.';

create or replace trigger tr_110_place_is_final
  before update of fk_domain, domain_number, subdomain_number on specql_registry.tb_subdomain
  for each row execute function common.tg__columns_are_final('fk_domain', 'domain_number', 'subdomain_number');

comment on trigger tr_110_place_is_final on specql_registry.tb_subdomain is
  'The place is part of every code below it.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011121_tb_subdomain.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011131_tb_entity_registration.sql
-- 011131  specql_registry.tb_entity_registration
-- The third level: fifteen entities to a subdomain, each with its table code.

create table if not exists specql_registry.tb_entity_registration (
  pk_entity_registration bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  fk_subdomain           bigint not null,
  domain_number          text not null,
  subdomain_number       text not null,
  entity_sequence        integer not null,
  table_code             text generated always as (
    '01' || domain_number || subdomain_number || substr('123456789ABCDEF', entity_sequence, 1) || '1'
  ) stored,
  entity_name            text not null,
  name_key               text generated always as (common.name_key(entity_name)) stored,
  entity_code            text,
  status                 text not null default 'active',
  retired_at             timestamptz,
  retired_reason         text,
  assigned_at            timestamptz default clock_timestamp(),
  legacy_code            text,
  legacy_layout          text,
  legacy                 jsonb,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_entity_registration primary key (pk_entity_registration),
  constraint uq_tb_entity_registration__id unique (id),
  constraint uq_tb_entity_registration__table_code unique (table_code),
  constraint fk_tb_entity_registration__subdomain
    foreign key (fk_subdomain, domain_number, subdomain_number)
    references specql_registry.tb_subdomain (pk_subdomain, domain_number, subdomain_number),
  constraint ck_tb_entity_registration__entity_sequence check (entity_sequence between 1 and 15),
  constraint ck_tb_entity_registration__entity_name check (common.is_name(entity_name)),
  constraint ck_tb_entity_registration__entity_code check (entity_code ~ '^[A-Z0-9_]{1,16}$'),
  constraint ck_tb_entity_registration__status
    check (status in ('active', 'retired')
      and (status = 'retired') = (retired_at is not null))
);

create unique index if not exists uq_tb_entity_registration__entity_name
  on specql_registry.tb_entity_registration (fk_subdomain, name_key);
create index if not exists ix_tb_entity_registration__name
  on specql_registry.tb_entity_registration (name_key);
create index if not exists ix_tb_entity_registration__legacy_code
  on specql_registry.tb_entity_registration (legacy_code) where legacy_code is not null;

comment on table specql_registry.tb_entity_registration is
  'An entity and the code of its table. Codes are final, and a retired entity keeps its own.';
comment on column specql_registry.tb_entity_registration.pk_entity_registration is
  'Internal key, used by joins.';
comment on column specql_registry.tb_entity_registration.id is 'Public key.';
comment on column specql_registry.tb_entity_registration.fk_subdomain is 'The subdomain above.';
comment on column specql_registry.tb_entity_registration.domain_number is
  'First digit of the place; held equal to the subdomain''s by the foreign key.';
comment on column specql_registry.tb_entity_registration.subdomain_number is
  'Second digit of the place; held equal to the subdomain''s by the foreign key.';
comment on column specql_registry.tb_entity_registration.entity_sequence is
  'Third digit of the place as a number, 1 to 15. Final.';
comment on column specql_registry.tb_entity_registration.table_code is
  'The code: layer 01, domain, subdomain, entity, file 1 (the table). Made from the place, so it cannot '
  'differ from it. The identifier of the Trinity.';
comment on column specql_registry.tb_entity_registration.entity_name is
  'Name, unique in its subdomain whatever its case.';
comment on column specql_registry.tb_entity_registration.name_key is 'The name as it is compared.';
comment on column specql_registry.tb_entity_registration.entity_code is
  'Short code, usually three letters; may repeat.';
comment on column specql_registry.tb_entity_registration.status is 'active or retired.';
comment on column specql_registry.tb_entity_registration.retired_at is 'When it was retired.';
comment on column specql_registry.tb_entity_registration.retired_reason is 'Why it was retired.';
comment on column specql_registry.tb_entity_registration.assigned_at is
  'When the code was given out; null where a legacy file does not say.';
comment on column specql_registry.tb_entity_registration.legacy_code is
  'The code that the legacy file gave it, verbatim.';
comment on column specql_registry.tb_entity_registration.legacy_layout is
  'How that code is read: SDSEX, SSDSSE, SSDSSEX, SSDSEEX, SSDSSEEX, or unknown.';
comment on column specql_registry.tb_entity_registration.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_entity_registration.created_at is 'When the row was made.';
comment on column specql_registry.tb_entity_registration.created_by is 'Who made the row.';
comment on column specql_registry.tb_entity_registration.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_entity_registration.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_entity_registration on specql_registry.tb_entity_registration is
  'the internal key is unique';
comment on constraint uq_tb_entity_registration__id on specql_registry.tb_entity_registration is
  'the public key is unique';
comment on constraint uq_tb_entity_registration__table_code on specql_registry.tb_entity_registration is
  'the code is already given out';
comment on constraint fk_tb_entity_registration__subdomain on specql_registry.tb_entity_registration is
  'the subdomain must exist, and the digits must be those of its place';
comment on constraint ck_tb_entity_registration__entity_sequence on specql_registry.tb_entity_registration is
  'a subdomain holds fifteen entities';
comment on constraint ck_tb_entity_registration__entity_name on specql_registry.tb_entity_registration is
  'the entity name must be 1 to 63 visible characters';
comment on constraint ck_tb_entity_registration__entity_code on specql_registry.tb_entity_registration is
  'the entity code must be 1 to 16 letters, digits or underscores';
comment on constraint ck_tb_entity_registration__status on specql_registry.tb_entity_registration is
  'the status must be active or retired, and a retired entity says since when';
comment on index specql_registry.uq_tb_entity_registration__entity_name is
  'A name stands once in a subdomain, whatever its case.';
comment on index specql_registry.ix_tb_entity_registration__name is 'For app.find_entity().';
comment on index specql_registry.ix_tb_entity_registration__legacy_code is
  'For app.resolve_code() of old codes.';

select specql_audit.audit_table('specql_registry.tb_entity_registration');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_entity_registration
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_entity_registration is
  'A code that was given out stays given.';

create or replace trigger tr_110_place_is_final
  before update of fk_subdomain, domain_number, subdomain_number, entity_sequence on specql_registry.tb_entity_registration
  for each row execute function common.tg__columns_are_final('fk_subdomain', 'domain_number', 'subdomain_number', 'entity_sequence');

comment on trigger tr_110_place_is_final on specql_registry.tb_entity_registration is
  'A code never moves.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011131_tb_entity_registration.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011141_tb_entity_file.sql
-- 011141  specql_registry.tb_entity_file
-- The files of an entity: fifteen to a layer, each with its code.

create table if not exists specql_registry.tb_entity_file (
  pk_entity_file         bigint generated always as identity,
  id                     uuid not null default gen_random_uuid(),
  fk_entity_registration bigint not null,
  layer                  text not null,
  file_sequence          integer not null,
  file_code              text not null,
  identifier             text generated always as (file_code) stored,
  kind                   text not null,
  file_name              text not null,
  created_at             timestamptz not null default clock_timestamp(),
  created_by             text not null default common.current_actor(),
  updated_at             timestamptz not null default clock_timestamp(),
  updated_by             text not null default common.current_actor(),
  constraint pk_tb_entity_file primary key (pk_entity_file),
  constraint uq_tb_entity_file__id unique (id),
  constraint uq_tb_entity_file__file_code unique (file_code),
  constraint uq_tb_entity_file__file_sequence unique (fk_entity_registration, layer, file_sequence),
  constraint fk_tb_entity_file__entity_registration
    foreign key (fk_entity_registration)
    references specql_registry.tb_entity_registration (pk_entity_registration),
  constraint ck_tb_entity_file__layer check (layer ~ '^0[0-3]$'),
  constraint ck_tb_entity_file__file_sequence check (file_sequence between 1 and 15),
  constraint ck_tb_entity_file__file_code
    check (file_code ~ '^0[0-3][1-9A-F]{4}$' and left(file_code, 2) = layer
    and right(file_code, 1) = substr('123456789ABCDEF', file_sequence, 1)),
  constraint ck_tb_entity_file__kind
    check (kind in ('tb', 'tv', 'v', 'mv', 'fn', 'tr', 'ty', 'sc')),
  constraint ck_tb_entity_file__file_name check (common.is_name(file_name))
);

create unique index if not exists uq_tb_entity_file__file_name
  on specql_registry.tb_entity_file (fk_entity_registration, layer, kind, common.name_key(file_name));

comment on table specql_registry.tb_entity_file is
  'A file of an entity and its code. File digit 1 of the write side is the table itself, whose code is '
  'the entity''s.';
comment on column specql_registry.tb_entity_file.pk_entity_file is 'Internal key, used by joins.';
comment on column specql_registry.tb_entity_file.id is 'Public key.';
comment on column specql_registry.tb_entity_file.fk_entity_registration is 'The entity.';
comment on column specql_registry.tb_entity_file.layer is
  'Two digits: 00 common, 01 write side, 02 query side, 03 functions.';
comment on column specql_registry.tb_entity_file.file_sequence is
  'The last digit as a number, 1 to 15. Final.';
comment on column specql_registry.tb_entity_file.file_code is
  'Layer, domain, subdomain, entity and file digit. Final.';
comment on column specql_registry.tb_entity_file.identifier is
  'Name for humans that never changes: the code.';
comment on column specql_registry.tb_entity_file.kind is 'Kind of object: tb, tv, v, mv, fn, tr, ty or sc.';
comment on column specql_registry.tb_entity_file.file_name is
  'Name of the object, without code, kind and ending.';
comment on column specql_registry.tb_entity_file.created_at is 'When the row was made.';
comment on column specql_registry.tb_entity_file.created_by is 'Who made the row.';
comment on column specql_registry.tb_entity_file.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_entity_file.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_entity_file on specql_registry.tb_entity_file is 'the internal key is unique';
comment on constraint uq_tb_entity_file__id on specql_registry.tb_entity_file is 'the public key is unique';
comment on constraint uq_tb_entity_file__file_code on specql_registry.tb_entity_file is
  'the file code is already given out';
comment on constraint uq_tb_entity_file__file_sequence on specql_registry.tb_entity_file is
  'the file digit is already given out';
comment on constraint fk_tb_entity_file__entity_registration on specql_registry.tb_entity_file is
  'the entity must exist';
comment on constraint ck_tb_entity_file__layer on specql_registry.tb_entity_file is
  'the layer must be 00, 01, 02 or 03';
comment on constraint ck_tb_entity_file__file_sequence on specql_registry.tb_entity_file is
  'a layer of an entity holds fifteen files';
comment on constraint ck_tb_entity_file__file_code on specql_registry.tb_entity_file is
  'the file code must be made of its layer, its place and its digit';
comment on constraint ck_tb_entity_file__kind on specql_registry.tb_entity_file is
  'the kind must be tb, tv, v, mv, fn, tr, ty or sc';
comment on constraint ck_tb_entity_file__file_name on specql_registry.tb_entity_file is
  'the file name must be 1 to 63 visible characters';
comment on index specql_registry.uq_tb_entity_file__file_name is 'A file has one code.';

select specql_audit.audit_table('specql_registry.tb_entity_file');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_entity_file
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_entity_file is
  'A code that was given out stays given.';

create or replace trigger tr_110_code_is_final
  before update of fk_entity_registration, layer, file_sequence, file_code on specql_registry.tb_entity_file
  for each row execute function common.tg__columns_are_final('fk_entity_registration', 'layer', 'file_sequence', 'file_code');

comment on trigger tr_110_code_is_final on specql_registry.tb_entity_file is
  'A code never moves.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011141_tb_entity_file.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011151_tb_reserved_code.sql
-- 011151  specql_registry.tb_reserved_code
-- Codes that allocation leaves alone.

create table if not exists specql_registry.tb_reserved_code (
  pk_reserved_code bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  code             text not null,
  identifier       text generated always as (code) stored,
  reason           text,
  position         integer,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_reserved_code primary key (pk_reserved_code),
  constraint uq_tb_reserved_code__id unique (id),
  constraint uq_tb_reserved_code__code unique (code),
  constraint ck_tb_reserved_code__code check (code ~ '^[0-9A-F]{6}$'),
  constraint ck_tb_reserved_code__reason check (length(reason) <= 10000)
);

comment on table specql_registry.tb_reserved_code is 'A code that is not given out, and why.';
comment on column specql_registry.tb_reserved_code.pk_reserved_code is 'Internal key, used by joins.';
comment on column specql_registry.tb_reserved_code.id is 'Public key.';
comment on column specql_registry.tb_reserved_code.code is 'Six digits, 0 to F, upper case.';
comment on column specql_registry.tb_reserved_code.identifier is 'Name for humans: the code.';
comment on column specql_registry.tb_reserved_code.reason is 'Why it is reserved.';
comment on column specql_registry.tb_reserved_code.position is 'Place in the legacy file''s list.';
comment on column specql_registry.tb_reserved_code.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_reserved_code.created_at is 'When the row was made.';
comment on column specql_registry.tb_reserved_code.created_by is 'Who made the row.';
comment on column specql_registry.tb_reserved_code.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_reserved_code.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_reserved_code on specql_registry.tb_reserved_code is 'the internal key is unique';
comment on constraint uq_tb_reserved_code__id on specql_registry.tb_reserved_code is
  'the public key is unique';
comment on constraint uq_tb_reserved_code__code on specql_registry.tb_reserved_code is
  'the code is already reserved';
comment on constraint ck_tb_reserved_code__code on specql_registry.tb_reserved_code is
  'a code has six digits, 0 to F';
comment on constraint ck_tb_reserved_code__reason on specql_registry.tb_reserved_code is
  'the reason must have at most 10000 characters';

select specql_audit.audit_table('specql_registry.tb_reserved_code');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_reserved_code
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_reserved_code is
  'A code that was given out stays given.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011151_tb_reserved_code.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01116_inference_rule/011161_tb_inference_rule.sql
-- 011161  specql_registry.tb_inference_rule
-- Which words in an entity's name point to which subdomain.

create table if not exists specql_registry.tb_inference_rule (
  pk_inference_rule bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  domain_name       text not null,
  subdomain_name    text not null,
  pattern           text not null,
  identifier        text generated always as (domain_name || '.' || subdomain_name || ': ' || pattern) stored,
  position          integer not null,
  legacy            jsonb,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_inference_rule primary key (pk_inference_rule),
  constraint uq_tb_inference_rule__id unique (id),
  constraint uq_tb_inference_rule__pattern unique (domain_name, subdomain_name, pattern),
  constraint ck_tb_inference_rule__domain_name check (common.is_name(domain_name)),
  constraint ck_tb_inference_rule__subdomain_name check (common.is_name(subdomain_name)),
  constraint ck_tb_inference_rule__pattern check (common.is_name(pattern))
);

create index if not exists ix_tb_inference_rule__domain
  on specql_registry.tb_inference_rule (common.name_key(domain_name));

comment on table specql_registry.tb_inference_rule is
  'One word that, found in an entity''s name, points to a subdomain. The subdomain is named, not '
  'referenced: legacy files have rules for subdomains that do not exist yet.';
comment on column specql_registry.tb_inference_rule.pk_inference_rule is 'Internal key, used by joins.';
comment on column specql_registry.tb_inference_rule.id is 'Public key.';
comment on column specql_registry.tb_inference_rule.domain_name is 'The domain, as the rule names it.';
comment on column specql_registry.tb_inference_rule.subdomain_name is 'The subdomain, as the rule names it.';
comment on column specql_registry.tb_inference_rule.pattern is
  'The word; matched in the entity''s name in snake case.';
comment on column specql_registry.tb_inference_rule.identifier is 'Name for humans.';
comment on column specql_registry.tb_inference_rule.position is 'Order in which the rules are tried.';
comment on column specql_registry.tb_inference_rule.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_inference_rule.created_at is 'When the row was made.';
comment on column specql_registry.tb_inference_rule.created_by is 'Who made the row.';
comment on column specql_registry.tb_inference_rule.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_inference_rule.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_inference_rule on specql_registry.tb_inference_rule is
  'the internal key is unique';
comment on constraint uq_tb_inference_rule__id on specql_registry.tb_inference_rule is
  'the public key is unique';
comment on constraint uq_tb_inference_rule__pattern on specql_registry.tb_inference_rule is
  'the rule is already there';
comment on constraint ck_tb_inference_rule__domain_name on specql_registry.tb_inference_rule is
  'the domain name must be 1 to 63 visible characters';
comment on constraint ck_tb_inference_rule__subdomain_name on specql_registry.tb_inference_rule is
  'the subdomain name must be 1 to 63 visible characters';
comment on constraint ck_tb_inference_rule__pattern on specql_registry.tb_inference_rule is
  'the pattern must be 1 to 63 visible characters';
comment on index specql_registry.ix_tb_inference_rule__domain is 'For app.infer_subdomain().';

select specql_audit.audit_table('specql_registry.tb_inference_rule');
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01116_inference_rule/011161_tb_inference_rule.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01117_read_entity/011171_tb_read_entity.sql
-- 011171  specql_registry.tb_read_entity
-- The legacy registry's read entities, kept with their codes.

create table if not exists specql_registry.tb_read_entity (
  pk_read_entity   bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_subdomain     bigint not null,
  read_entity_name text not null,
  identifier       text generated always as (read_entity_name) stored,
  code             text,
  code_layout      text,
  entity_number    integer,
  view_type        text,
  assigned_at      timestamptz,
  position         integer not null,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_read_entity primary key (pk_read_entity),
  constraint uq_tb_read_entity__id unique (id),
  constraint fk_tb_read_entity__subdomain
    foreign key (fk_subdomain)
    references specql_registry.tb_subdomain (pk_subdomain),
  constraint ck_tb_read_entity__read_entity_name check (common.is_name(read_entity_name))
);

create unique index if not exists uq_tb_read_entity__read_entity_name
  on specql_registry.tb_read_entity (fk_subdomain, common.name_key(read_entity_name));

comment on table specql_registry.tb_read_entity is
  'A read entity (a view) of the legacy registry. Its code stays as it was: the query side numbers its '
  'files below the write side''s entity now.';
comment on column specql_registry.tb_read_entity.pk_read_entity is 'Internal key, used by joins.';
comment on column specql_registry.tb_read_entity.id is 'Public key.';
comment on column specql_registry.tb_read_entity.fk_subdomain is 'The subdomain.';
comment on column specql_registry.tb_read_entity.read_entity_name is
  'Name, unique in its subdomain whatever its case.';
comment on column specql_registry.tb_read_entity.identifier is 'Name for humans.';
comment on column specql_registry.tb_read_entity.code is 'The legacy code, verbatim.';
comment on column specql_registry.tb_read_entity.code_layout is 'How that code is read.';
comment on column specql_registry.tb_read_entity.entity_number is
  'The number that the legacy file counts by.';
comment on column specql_registry.tb_read_entity.view_type is 'tv_, v_ or mv_.';
comment on column specql_registry.tb_read_entity.assigned_at is 'When the code was given out.';
comment on column specql_registry.tb_read_entity.position is 'Place in the legacy file.';
comment on column specql_registry.tb_read_entity.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_read_entity.created_at is 'When the row was made.';
comment on column specql_registry.tb_read_entity.created_by is 'Who made the row.';
comment on column specql_registry.tb_read_entity.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_read_entity.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_read_entity on specql_registry.tb_read_entity is 'the internal key is unique';
comment on constraint uq_tb_read_entity__id on specql_registry.tb_read_entity is 'the public key is unique';
comment on constraint fk_tb_read_entity__subdomain on specql_registry.tb_read_entity is
  'the subdomain must exist';
comment on constraint ck_tb_read_entity__read_entity_name on specql_registry.tb_read_entity is
  'the read entity name must be 1 to 63 visible characters';
comment on index specql_registry.uq_tb_read_entity__read_entity_name is
  'A name stands once in a subdomain, whatever its case.';

select specql_audit.audit_table('specql_registry.tb_read_entity');
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01117_read_entity/011171_tb_read_entity.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01118_read_entity_file/011181_tb_read_entity_file.sql
-- 011181  specql_registry.tb_read_entity_file
-- The files of a legacy read entity.

create table if not exists specql_registry.tb_read_entity_file (
  pk_read_entity_file bigint generated always as identity,
  id                  uuid not null default gen_random_uuid(),
  fk_read_entity      bigint not null,
  file_code           text,
  file_type           text,
  file_name           text,
  file_number         integer,
  identifier          text generated always as (coalesce(file_code, '') || ' ' || coalesce(file_name, '')) stored,
  positions           integer[] not null,
  legacy              jsonb,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_read_entity_file primary key (pk_read_entity_file),
  constraint uq_tb_read_entity_file__id unique (id),
  constraint fk_tb_read_entity_file__read_entity
    foreign key (fk_read_entity)
    references specql_registry.tb_read_entity (pk_read_entity),
  constraint ck_tb_read_entity_file__positions check (cardinality(positions) > 0)
);

create unique index if not exists uq_tb_read_entity_file__row
  on specql_registry.tb_read_entity_file (fk_read_entity, coalesce(file_code, ''), coalesce(file_type, ''), coalesce(file_name, ''),
  coalesce(file_number, -1), coalesce(legacy, '{}'));

comment on table specql_registry.tb_read_entity_file is
  'A file of a legacy read entity. The legacy tool wrote the same file several times; here it stands '
  'once, with all its positions.';
comment on column specql_registry.tb_read_entity_file.pk_read_entity_file is 'Internal key, used by joins.';
comment on column specql_registry.tb_read_entity_file.id is 'Public key.';
comment on column specql_registry.tb_read_entity_file.fk_read_entity is 'The read entity.';
comment on column specql_registry.tb_read_entity_file.file_code is 'The legacy code, verbatim.';
comment on column specql_registry.tb_read_entity_file.file_type is 'tv_, v_ or mv_.';
comment on column specql_registry.tb_read_entity_file.file_name is 'Name of the object.';
comment on column specql_registry.tb_read_entity_file.file_number is
  'The number that the legacy file counts by.';
comment on column specql_registry.tb_read_entity_file.identifier is 'Name for humans.';
comment on column specql_registry.tb_read_entity_file.positions is 'Every place in the legacy list, from 0.';
comment on column specql_registry.tb_read_entity_file.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_read_entity_file.created_at is 'When the row was made.';
comment on column specql_registry.tb_read_entity_file.created_by is 'Who made the row.';
comment on column specql_registry.tb_read_entity_file.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_read_entity_file.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_read_entity_file on specql_registry.tb_read_entity_file is
  'the internal key is unique';
comment on constraint uq_tb_read_entity_file__id on specql_registry.tb_read_entity_file is
  'the public key is unique';
comment on constraint fk_tb_read_entity_file__read_entity on specql_registry.tb_read_entity_file is
  'the read entity must exist';
comment on constraint ck_tb_read_entity_file__positions on specql_registry.tb_read_entity_file is
  'a file stands at least once in its list';
comment on index specql_registry.uq_tb_read_entity_file__row is 'The same row stands once.';

select specql_audit.audit_table('specql_registry.tb_read_entity_file');
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01118_read_entity_file/011181_tb_read_entity_file.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01119_schema_layer/011191_tb_schema_layer.sql
-- 011191  specql_registry.tb_schema_layer
-- The layers: the first two digits of a code.

create table if not exists specql_registry.tb_schema_layer (
  pk_schema_layer bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  layer           text not null,
  identifier      text generated always as (layer) stored,
  layer_name      text not null,
  position        integer,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_schema_layer primary key (pk_schema_layer),
  constraint uq_tb_schema_layer__id unique (id),
  constraint uq_tb_schema_layer__layer unique (layer),
  constraint ck_tb_schema_layer__layer check (layer ~ '^[0-9A-F]{2}$'),
  constraint ck_tb_schema_layer__layer_name check (common.is_name(layer_name))
);

comment on table specql_registry.tb_schema_layer is 'A layer, the first two digits of a code, and its name.';
comment on column specql_registry.tb_schema_layer.pk_schema_layer is 'Internal key, used by joins.';
comment on column specql_registry.tb_schema_layer.id is 'Public key.';
comment on column specql_registry.tb_schema_layer.layer is 'Two digits.';
comment on column specql_registry.tb_schema_layer.identifier is
  'Name for humans that never changes: the digits.';
comment on column specql_registry.tb_schema_layer.layer_name is 'Name; also in the paths of a source tree.';
comment on column specql_registry.tb_schema_layer.position is 'Place in the legacy file.';
comment on column specql_registry.tb_schema_layer.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_schema_layer.created_at is 'When the row was made.';
comment on column specql_registry.tb_schema_layer.created_by is 'Who made the row.';
comment on column specql_registry.tb_schema_layer.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_schema_layer.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_schema_layer on specql_registry.tb_schema_layer is 'the internal key is unique';
comment on constraint uq_tb_schema_layer__id on specql_registry.tb_schema_layer is 'the public key is unique';
comment on constraint uq_tb_schema_layer__layer on specql_registry.tb_schema_layer is
  'the layer is already there';
comment on constraint ck_tb_schema_layer__layer on specql_registry.tb_schema_layer is
  'a layer has two digits, 0 to F';
comment on constraint ck_tb_schema_layer__layer_name on specql_registry.tb_schema_layer is
  'the layer name must be 1 to 63 visible characters';

select specql_audit.audit_table('specql_registry.tb_schema_layer');
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01119_schema_layer/011191_tb_schema_layer.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111A_registry_section/0111A1_tb_registry_section.sql
-- 0111A1  specql_registry.tb_registry_section
-- The other sections of a legacy registry file.

create table if not exists specql_registry.tb_registry_section (
  pk_registry_section bigint generated always as identity,
  id                  uuid not null default gen_random_uuid(),
  section_name        text not null,
  identifier          text generated always as (section_name) stored,
  content             jsonb,
  position            integer not null,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_registry_section primary key (pk_registry_section),
  constraint uq_tb_registry_section__id unique (id),
  constraint uq_tb_registry_section__section_name unique (section_name)
);

comment on table specql_registry.tb_registry_section is
  'A section of the legacy file that has no table of its own (version, last_updated, validation and '
  'whatever else stands there), verbatim.';
comment on column specql_registry.tb_registry_section.pk_registry_section is 'Internal key, used by joins.';
comment on column specql_registry.tb_registry_section.id is 'Public key.';
comment on column specql_registry.tb_registry_section.section_name is 'The key in the file.';
comment on column specql_registry.tb_registry_section.identifier is 'Name for humans: the key.';
comment on column specql_registry.tb_registry_section.content is 'What stands there; every scalar a text.';
comment on column specql_registry.tb_registry_section.position is 'Place in the legacy file.';
comment on column specql_registry.tb_registry_section.created_at is 'When the row was made.';
comment on column specql_registry.tb_registry_section.created_by is 'Who made the row.';
comment on column specql_registry.tb_registry_section.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_registry_section.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_registry_section on specql_registry.tb_registry_section is
  'the internal key is unique';
comment on constraint uq_tb_registry_section__id on specql_registry.tb_registry_section is
  'the public key is unique';
comment on constraint uq_tb_registry_section__section_name on specql_registry.tb_registry_section is
  'the section is already there';

select specql_audit.audit_table('specql_registry.tb_registry_section');
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111A_registry_section/0111A1_tb_registry_section.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111B_domain_name/0111B1_tb_domain_name.sql
-- 0111B1  specql_registry.tb_domain_name
-- Every number, name and alias by which a domain is found, each held by one domain.

create table if not exists specql_registry.tb_domain_name (
  pk_domain_name bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  fk_domain      bigint not null,
  name           text not null,
  name_key       text generated always as (common.name_key(name)) stored,
  identifier     text generated always as (name) stored,
  kind           text not null,
  created_at     timestamptz not null default clock_timestamp(),
  created_by     text not null default common.current_actor(),
  updated_at     timestamptz not null default clock_timestamp(),
  updated_by     text not null default common.current_actor(),
  constraint pk_tb_domain_name primary key (pk_domain_name),
  constraint uq_tb_domain_name__id unique (id),
  constraint uq_tb_domain_name__name_key unique (name_key),
  constraint fk_tb_domain_name__domain
    foreign key (fk_domain)
    references specql_registry.tb_domain (pk_domain),
  constraint ck_tb_domain_name__name check (common.is_name(name)),
  constraint ck_tb_domain_name__kind check (kind in ('number', 'name', 'alias'))
);

create index if not exists ix_tb_domain_name__fk_domain
  on specql_registry.tb_domain_name (fk_domain);

comment on table specql_registry.tb_domain_name is
  'A number, name or alias and the domain that holds it. Kept by a trigger on tb_domain; its unique '
  'index is what keeps them apart, so that each finds one domain.';
comment on column specql_registry.tb_domain_name.pk_domain_name is 'Internal key, used by joins.';
comment on column specql_registry.tb_domain_name.id is 'Public key.';
comment on column specql_registry.tb_domain_name.fk_domain is 'The domain that holds the name.';
comment on column specql_registry.tb_domain_name.name is 'The name, verbatim.';
comment on column specql_registry.tb_domain_name.name_key is 'The name as it is compared.';
comment on column specql_registry.tb_domain_name.identifier is 'Name for humans.';
comment on column specql_registry.tb_domain_name.kind is 'number, name or alias.';
comment on column specql_registry.tb_domain_name.created_at is 'When the row was made.';
comment on column specql_registry.tb_domain_name.created_by is 'Who made the row.';
comment on column specql_registry.tb_domain_name.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_domain_name.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_domain_name on specql_registry.tb_domain_name is 'the internal key is unique';
comment on constraint uq_tb_domain_name__id on specql_registry.tb_domain_name is 'the public key is unique';
comment on constraint uq_tb_domain_name__name_key on specql_registry.tb_domain_name is
  'the name is already taken by another domain';
comment on constraint fk_tb_domain_name__domain on specql_registry.tb_domain_name is 'the domain must exist';
comment on constraint ck_tb_domain_name__name on specql_registry.tb_domain_name is
  'a name must be 1 to 63 visible characters';
comment on constraint ck_tb_domain_name__kind on specql_registry.tb_domain_name is
  'the kind must be number, name or alias';
comment on index specql_registry.ix_tb_domain_name__fk_domain is 'For the foreign key.';

select specql_audit.audit_table('specql_registry.tb_domain_name');
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111B_domain_name/0111B1_tb_domain_name.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C1_tb_entity_counter.sql
-- 0111C1  specql_registry.tb_entity_counter
-- One counter to a subdomain: the lock behind allocation.

create table if not exists specql_registry.tb_entity_counter (
  pk_entity_counter    bigint generated always as identity,
  id                   uuid not null default gen_random_uuid(),
  fk_subdomain         bigint not null,
  next_entity_sequence integer not null default 1,
  created_at           timestamptz not null default clock_timestamp(),
  created_by           text not null default common.current_actor(),
  updated_at           timestamptz not null default clock_timestamp(),
  updated_by           text not null default common.current_actor(),
  constraint pk_tb_entity_counter primary key (pk_entity_counter),
  constraint uq_tb_entity_counter__id unique (id),
  constraint uq_tb_entity_counter__fk_subdomain unique (fk_subdomain),
  constraint fk_tb_entity_counter__subdomain
    foreign key (fk_subdomain)
    references specql_registry.tb_subdomain (pk_subdomain),
  constraint ck_tb_entity_counter__next_entity_sequence
    check (next_entity_sequence between 1 and 16)
);

comment on table specql_registry.tb_entity_counter is
  'The counter of a subdomain, and the lock that makes allocation in it a queue. A narrow row of its '
  'own, since each allocation rewrites it; it has no audit trigger, because each of its moves is the '
  'insert of an entity, which has.';
comment on column specql_registry.tb_entity_counter.pk_entity_counter is 'Internal key, used by joins.';
comment on column specql_registry.tb_entity_counter.id is 'Public key.';
comment on column specql_registry.tb_entity_counter.fk_subdomain is 'The subdomain.';
comment on column specql_registry.tb_entity_counter.next_entity_sequence is
  'The lowest digit that allocation tries next; 16 when all fifteen are given. Never lowered.';
comment on column specql_registry.tb_entity_counter.created_at is 'When the row was made.';
comment on column specql_registry.tb_entity_counter.created_by is 'Who made the row.';
comment on column specql_registry.tb_entity_counter.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_entity_counter.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_entity_counter on specql_registry.tb_entity_counter is
  'the internal key is unique';
comment on constraint uq_tb_entity_counter__id on specql_registry.tb_entity_counter is
  'the public key is unique';
comment on constraint uq_tb_entity_counter__fk_subdomain on specql_registry.tb_entity_counter is
  'a subdomain has one counter';
comment on constraint fk_tb_entity_counter__subdomain on specql_registry.tb_entity_counter is
  'the subdomain must exist';
comment on constraint ck_tb_entity_counter__next_entity_sequence on specql_registry.tb_entity_counter is
  'a subdomain holds fifteen entities';

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_entity_counter
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_entity_counter is
  'A counter that starts anew would give a code twice.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C1_tb_entity_counter.sql
--! Included 0_schema/01_write_side/011_core/0113_service/01131_service/011311_tb_service.sql
-- 011311  specql_service.tb_service
-- A service that applications call.

create table if not exists specql_service.tb_service (
  pk_service      bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  service_name    text not null,
  identifier      text generated always as (service_name) stored,
  domain_name     text,
  database_name   text,
  schema_names    text[] not null default '{}',
  service_type    text,
  category        text,
  execution_type  text not null default 'http',
  runner_config   jsonb,
  security_policy jsonb,
  position        integer,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_service primary key (pk_service),
  constraint uq_tb_service__id unique (id),
  constraint ck_tb_service__service_name check (common.is_name(service_name)),
  constraint ck_tb_service__execution_type
    check (execution_type in ('http', 'shell', 'docker', 'serverless'))
);

create unique index if not exists uq_tb_service__service_name
  on specql_service.tb_service (common.name_key(service_name));

comment on table specql_service.tb_service is 'A service: what it is, how it runs, and what it stores.';
comment on column specql_service.tb_service.pk_service is 'Internal key, used by joins.';
comment on column specql_service.tb_service.id is 'Public key.';
comment on column specql_service.tb_service.service_name is 'Name, unique whatever its case.';
comment on column specql_service.tb_service.identifier is 'Name for humans.';
comment on column specql_service.tb_service.domain_name is 'Domain, as the definition names it.';
comment on column specql_service.tb_service.database_name is 'Database that it uses.';
comment on column specql_service.tb_service.schema_names is 'Schemas that it uses.';
comment on column specql_service.tb_service.service_type is 'Type, for example payment.';
comment on column specql_service.tb_service.category is 'Category, for example financial.';
comment on column specql_service.tb_service.execution_type is 'http, shell, docker or serverless.';
comment on column specql_service.tb_service.runner_config is 'How the runner calls it. Data: never executed.';
comment on column specql_service.tb_service.security_policy is 'What the runner may do.';
comment on column specql_service.tb_service.position is 'Place in the legacy file.';
comment on column specql_service.tb_service.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_service.tb_service.created_at is 'When the row was made.';
comment on column specql_service.tb_service.created_by is 'Who made the row.';
comment on column specql_service.tb_service.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_service.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_service on specql_service.tb_service is 'the internal key is unique';
comment on constraint uq_tb_service__id on specql_service.tb_service is 'the public key is unique';
comment on constraint ck_tb_service__service_name on specql_service.tb_service is
  'the service name must be 1 to 63 visible characters';
comment on constraint ck_tb_service__execution_type on specql_service.tb_service is
  'the execution type must be http, shell, docker or serverless';
comment on index specql_service.uq_tb_service__service_name is 'A name stands once, whatever its case.';

select specql_audit.audit_table('specql_service.tb_service');
--! EndIncluded 0_schema/01_write_side/011_core/0113_service/01131_service/011311_tb_service.sql
--! Included 0_schema/01_write_side/011_core/0113_service/01132_operation/011321_tb_operation.sql
-- 011321  specql_service.tb_operation
-- What a service can be asked to do.

create table if not exists specql_service.tb_operation (
  pk_operation    bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  fk_service      bigint not null,
  operation_name  text not null,
  identifier      text generated always as (operation_name) stored,
  input_schema    jsonb,
  output_schema   jsonb,
  timeout_seconds numeric not null default 30,
  max_retries     integer not null default 3,
  position        integer,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_operation primary key (pk_operation),
  constraint uq_tb_operation__id unique (id),
  constraint fk_tb_operation__service
    foreign key (fk_service)
    references specql_service.tb_service (pk_service),
  constraint ck_tb_operation__operation_name check (common.is_name(operation_name)),
  constraint ck_tb_operation__timeout_seconds check (timeout_seconds > 0),
  constraint ck_tb_operation__max_retries check (max_retries >= 0)
);

create unique index if not exists uq_tb_operation__operation_name
  on specql_service.tb_operation (fk_service, common.name_key(operation_name));

comment on table specql_service.tb_operation is 'An operation of a service, with its input and output.';
comment on column specql_service.tb_operation.pk_operation is 'Internal key, used by joins.';
comment on column specql_service.tb_operation.id is 'Public key.';
comment on column specql_service.tb_operation.fk_service is 'The service.';
comment on column specql_service.tb_operation.operation_name is
  'Name, unique in its service whatever its case.';
comment on column specql_service.tb_operation.identifier is 'Name for humans.';
comment on column specql_service.tb_operation.input_schema is 'What it takes.';
comment on column specql_service.tb_operation.output_schema is 'What it gives.';
comment on column specql_service.tb_operation.timeout_seconds is 'How long a call may take, in seconds.';
comment on column specql_service.tb_operation.max_retries is 'How often a failed call is tried again.';
comment on column specql_service.tb_operation.position is 'Place in the legacy file.';
comment on column specql_service.tb_operation.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_service.tb_operation.created_at is 'When the row was made.';
comment on column specql_service.tb_operation.created_by is 'Who made the row.';
comment on column specql_service.tb_operation.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_operation.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_operation on specql_service.tb_operation is 'the internal key is unique';
comment on constraint uq_tb_operation__id on specql_service.tb_operation is 'the public key is unique';
comment on constraint fk_tb_operation__service on specql_service.tb_operation is 'the service must exist';
comment on constraint ck_tb_operation__operation_name on specql_service.tb_operation is
  'the operation name must be 1 to 63 visible characters';
comment on constraint ck_tb_operation__timeout_seconds on specql_service.tb_operation is
  'the timeout must be more than zero seconds';
comment on constraint ck_tb_operation__max_retries on specql_service.tb_operation is
  'the number of retries must not be negative';
comment on index specql_service.uq_tb_operation__operation_name is
  'A name stands once in a service, whatever its case.';

select specql_audit.audit_table('specql_service.tb_operation');
--! EndIncluded 0_schema/01_write_side/011_core/0113_service/01132_operation/011321_tb_operation.sql
--! Included 0_schema/01_write_side/011_core/0113_service/01133_dependency/011331_tb_dependency.sql
-- 011331  specql_service.tb_dependency
-- Which service needs which.

create table if not exists specql_service.tb_dependency (
  pk_dependency     bigint generated always as identity,
  id                uuid not null default gen_random_uuid(),
  fk_service        bigint not null,
  fk_needed_service bigint not null,
  identifier        text generated always as (fk_service::text || ' needs ' || fk_needed_service::text) stored,
  position          integer,
  created_at        timestamptz not null default clock_timestamp(),
  created_by        text not null default common.current_actor(),
  updated_at        timestamptz not null default clock_timestamp(),
  updated_by        text not null default common.current_actor(),
  constraint pk_tb_dependency primary key (pk_dependency),
  constraint uq_tb_dependency__id unique (id),
  constraint uq_tb_dependency__services unique (fk_service, fk_needed_service),
  constraint fk_tb_dependency__service
    foreign key (fk_service)
    references specql_service.tb_service (pk_service),
  constraint fk_tb_dependency__needed_service
    foreign key (fk_needed_service)
    references specql_service.tb_service (pk_service),
  constraint ck_tb_dependency__not_itself check (fk_service <> fk_needed_service)
);

create index if not exists ix_tb_dependency__fk_needed_service
  on specql_service.tb_dependency (fk_needed_service);

comment on table specql_service.tb_dependency is 'One service needs another. The graph has no cycle.';
comment on column specql_service.tb_dependency.pk_dependency is 'Internal key, used by joins.';
comment on column specql_service.tb_dependency.id is 'Public key.';
comment on column specql_service.tb_dependency.fk_service is 'The service that needs the other.';
comment on column specql_service.tb_dependency.fk_needed_service is 'The service that is needed.';
comment on column specql_service.tb_dependency.identifier is 'Name for humans.';
comment on column specql_service.tb_dependency.position is 'Place in the definition.';
comment on column specql_service.tb_dependency.created_at is 'When the row was made.';
comment on column specql_service.tb_dependency.created_by is 'Who made the row.';
comment on column specql_service.tb_dependency.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_dependency.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_dependency on specql_service.tb_dependency is 'the internal key is unique';
comment on constraint uq_tb_dependency__id on specql_service.tb_dependency is 'the public key is unique';
comment on constraint uq_tb_dependency__services on specql_service.tb_dependency is
  'the dependency is already there';
comment on constraint fk_tb_dependency__service on specql_service.tb_dependency is 'the service must exist';
comment on constraint fk_tb_dependency__needed_service on specql_service.tb_dependency is
  'the needed service must exist';
comment on constraint ck_tb_dependency__not_itself on specql_service.tb_dependency is
  'a service cannot depend on itself';
comment on index specql_service.ix_tb_dependency__fk_needed_service is
  'For the foreign key and the dependents.';

select specql_audit.audit_table('specql_service.tb_dependency');
--! EndIncluded 0_schema/01_write_side/011_core/0113_service/01133_dependency/011331_tb_dependency.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01171_import_run/011711_tb_import_run.sql
-- 011711  specql_cutover.tb_import_run
-- One import that was written, and its report.

create table if not exists specql_cutover.tb_import_run (
  pk_import_run bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  kind          text not null,
  source        text,
  source_hash   text,
  identifier    text generated always as (kind || ' ' || pk_import_run::text) stored,
  options       jsonb not null default '{}',
  report        jsonb,
  checksums     jsonb,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_import_run primary key (pk_import_run),
  constraint uq_tb_import_run__id unique (id)
);

comment on table specql_cutover.tb_import_run is
  'An import that was written: its file, its counts, its whole report.';
comment on column specql_cutover.tb_import_run.pk_import_run is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_run.id is 'Public key.';
comment on column specql_cutover.tb_import_run.kind is 'registry, services and so on.';
comment on column specql_cutover.tb_import_run.source is 'Name of the file.';
comment on column specql_cutover.tb_import_run.source_hash is 'sha256 of the file, in hexadecimal.';
comment on column specql_cutover.tb_import_run.identifier is 'Name for humans.';
comment on column specql_cutover.tb_import_run.options is 'How it was asked for.';
comment on column specql_cutover.tb_import_run.report is 'The report, as app.import_…() returned it.';
comment on column specql_cutover.tb_import_run.checksums is
  'Per table: rows and hash in the source and in the database, compared after the load.';
comment on column specql_cutover.tb_import_run.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_run.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_run.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_run.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_import_run on specql_cutover.tb_import_run is 'the internal key is unique';
comment on constraint uq_tb_import_run__id on specql_cutover.tb_import_run is 'the public key is unique';

select specql_audit.audit_table('specql_cutover.tb_import_run');
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01171_import_run/011711_tb_import_run.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01172_import_row/011721_tb_import_row.sql
-- 011721  specql_cutover.tb_import_row
-- What became of each source row of an import.

create table if not exists specql_cutover.tb_import_row (
  pk_import_row bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  fk_import_run bigint not null,
  source_table  text not null,
  path          text not null,
  line          integer,
  identifier    text generated always as (path) stored,
  outcome       text not null,
  source_row    jsonb,
  changes       jsonb not null default '[]',
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_import_row primary key (pk_import_row),
  constraint uq_tb_import_row__id unique (id),
  constraint fk_tb_import_row__import_run
    foreign key (fk_import_run)
    references specql_cutover.tb_import_run (pk_import_run),
  constraint ck_tb_import_row__outcome
    check (outcome in ('imported', 'updated', 'unchanged', 'changed', 'rejected'))
);

create index if not exists ix_tb_import_row__path
  on specql_cutover.tb_import_row (fk_import_run, source_table, path);

comment on table specql_cutover.tb_import_row is
  'What became of one row of a source file. Itself a log, so the audit trigger does not stand here.';
comment on column specql_cutover.tb_import_row.pk_import_row is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_row.id is 'Public key.';
comment on column specql_cutover.tb_import_row.fk_import_run is 'The import.';
comment on column specql_cutover.tb_import_row.source_table is 'Kind of row: domains, subdomains, entities …';
comment on column specql_cutover.tb_import_row.path is 'Where it stands in the file.';
comment on column specql_cutover.tb_import_row.line is 'Line in the file, from 1.';
comment on column specql_cutover.tb_import_row.identifier is 'Name for humans: the path.';
comment on column specql_cutover.tb_import_row.outcome is
  'imported, updated, unchanged, changed or rejected.';
comment on column specql_cutover.tb_import_row.source_row is 'The row itself, without the rows below it.';
comment on column specql_cutover.tb_import_row.changes is
  'For changed and updated rows: [{path, field, old, new, why}].';
comment on column specql_cutover.tb_import_row.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_row.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_row.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_row.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_import_row on specql_cutover.tb_import_row is 'the internal key is unique';
comment on constraint uq_tb_import_row__id on specql_cutover.tb_import_row is 'the public key is unique';
comment on constraint fk_tb_import_row__import_run on specql_cutover.tb_import_row is 'the import must exist';
comment on constraint ck_tb_import_row__outcome on specql_cutover.tb_import_row is
  'the outcome must be imported, updated, unchanged, changed or rejected';
comment on index specql_cutover.ix_tb_import_row__path is 'For the report, and to find a row again.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01172_import_row/011721_tb_import_row.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01173_import_reject/011731_tb_import_reject.sql
-- 011731  specql_cutover.tb_import_reject
-- Source rows that could not be imported, kept whole.

create table if not exists specql_cutover.tb_import_reject (
  pk_import_reject bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  fk_import_run    bigint not null,
  source_table     text not null,
  path             text not null,
  line             integer,
  identifier       text generated always as (path) stored,
  field            text,
  code             text not null,
  reason           text not null,
  hint             text,
  row              jsonb not null,
  context          jsonb not null default '{}',
  status           text not null default 'open',
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_import_reject primary key (pk_import_reject),
  constraint uq_tb_import_reject__id unique (id),
  constraint fk_tb_import_reject__import_run
    foreign key (fk_import_run)
    references specql_cutover.tb_import_run (pk_import_run),
  constraint ck_tb_import_reject__status check (status in ('open', 'resolved'))
);

create index if not exists ix_tb_import_reject__fk_import_run
  on specql_cutover.tb_import_reject (fk_import_run);

comment on table specql_cutover.tb_import_reject is
  'A source row that was refused, whole, with the reason. It can be mended and tried again.';
comment on column specql_cutover.tb_import_reject.pk_import_reject is 'Internal key, used by joins.';
comment on column specql_cutover.tb_import_reject.id is 'Public key.';
comment on column specql_cutover.tb_import_reject.fk_import_run is 'The import.';
comment on column specql_cutover.tb_import_reject.source_table is
  'Kind of row: domains, subdomains, entities …';
comment on column specql_cutover.tb_import_reject.path is 'Where it stands in the file.';
comment on column specql_cutover.tb_import_reject.line is 'Line in the file, from 1.';
comment on column specql_cutover.tb_import_reject.identifier is 'Name for humans: the path.';
comment on column specql_cutover.tb_import_reject.field is 'The field at fault.';
comment on column specql_cutover.tb_import_reject.code is 'SG code of the reason.';
comment on column specql_cutover.tb_import_reject.reason is 'Why it was refused.';
comment on column specql_cutover.tb_import_reject.hint is 'What would help.';
comment on column specql_cutover.tb_import_reject.row is 'The row as it came.';
comment on column specql_cutover.tb_import_reject.context is 'Where it belongs: the keys above it.';
comment on column specql_cutover.tb_import_reject.status is 'open or resolved.';
comment on column specql_cutover.tb_import_reject.created_at is 'When the row was made.';
comment on column specql_cutover.tb_import_reject.created_by is 'Who made the row.';
comment on column specql_cutover.tb_import_reject.updated_at is 'When the row was last changed.';
comment on column specql_cutover.tb_import_reject.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_import_reject on specql_cutover.tb_import_reject is 'the internal key is unique';
comment on constraint uq_tb_import_reject__id on specql_cutover.tb_import_reject is
  'the public key is unique';
comment on constraint fk_tb_import_reject__import_run on specql_cutover.tb_import_reject is
  'the import must exist';
comment on constraint ck_tb_import_reject__status on specql_cutover.tb_import_reject is
  'the status must be open or resolved';
comment on index specql_cutover.ix_tb_import_reject__fk_import_run is 'For the list.';

select specql_audit.audit_table('specql_cutover.tb_import_reject');
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01173_import_reject/011731_tb_import_reject.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01111_domain/011112_fn_domain_pk.sql
-- 011112  specql_registry.domain_pk()
-- From what people call a domain to its internal key.

create or replace function specql_registry.domain_pk(identifier text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  -- A number is claimed as a name is; 03 and A are other spellings of 3 and a.
  v_key constant text := common.name_key(coalesce(common.digit_of(domain_pk.identifier), domain_pk.identifier));
  v_pk  bigint;
begin
  select n.fk_domain into v_pk from specql_registry.tb_domain_name as n where n.name_key = v_key;
  return v_pk;
end;
$$;

comment on function specql_registry.domain_pk(text) is
  'The internal key of the domain with this number, name or alias, or null. Each is claimed by '
  'one domain.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01111_domain/011112_fn_domain_pk.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01111_domain/011113_fn_domain_id.sql
-- 011113  specql_registry.domain_id()
-- From a domain's internal key to its public one.

create or replace function specql_registry.domain_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select d.id from specql_registry.tb_domain as d where d.pk_domain = domain_id.pk;
$$;

comment on function specql_registry.domain_id(bigint) is 'The public key of a domain, or null.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01111_domain/011113_fn_domain_id.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01111_domain/011114_fn_found_domain.sql
-- 011114  specql_registry.found_domain()
-- The internal key of a domain, or an error that says what was meant.

create or replace function specql_registry.found_domain(domain text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk constant bigint := specql_registry.domain_pk(domain);
begin
  if v_pk is not null then
    return v_pk;
  end if;
  if domain is null or btrim(domain) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'domain is missing',
      hint = 'Give a domain''s number, name or alias.',
      column = 'domain';
  end if;
  raise exception using
    errcode = 'SG201',
    message = format('there is no domain %s', quote_literal(left(domain, 63))),
    hint = coalesce(
      'Did you mean ' || common.closest(domain, array(select n.name from specql_registry.tb_domain_name as n)) || '?',
      'The view app.domains lists them; app.register_domain() adds one.'
    ),
    column = 'domain';
end;
$$;

comment on function specql_registry.found_domain(text) is
  'The internal key of the domain with this number, name or alias. SG102: nothing given. SG201: no such domain.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01111_domain/011114_fn_found_domain.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01111_domain/011115_fn_checked_place_name.sql
-- 011115  specql_registry.checked_place_name()
-- A name that is found by name: it cannot look like a number.

create or replace function specql_registry.checked_place_name(name text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if common.digit_of(name) is not null then
    raise exception using
      errcode = 'SG109',
      message = format('%s %s would be read as a number', field, quote_literal(name)),
      hint = 'Where a domain or subdomain is named, a single digit from 1 to F means its number. Use a longer name.',
      column = field;
  end if;
  return common.checked_name(name, field);
end;
$$;

comment on function specql_registry.checked_place_name(text, text) is
  'The name verbatim. SG109: it reads as a digit. SG102, SG103, SG105 as common.checked_name().';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01111_domain/011115_fn_checked_place_name.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01111_domain/011116_fn_checked_aliases.sql
-- 011116  specql_registry.checked_aliases()
-- A list of aliases, each of them a name.

create or replace function specql_registry.checked_aliases(aliases text[])
  returns text[]
  language plpgsql
  immutable
as $$
declare
  v_alias text;
begin
  if cardinality(aliases) > 50 then
    raise exception using
      errcode = 'SG103',
      message = 'there are too many aliases',
      detail = format('There are %s; 50 are allowed.', cardinality(aliases)),
      column = 'aliases';
  end if;
  foreach v_alias in array coalesce(aliases, '{}') loop
    -- A single letter may be an alias as long as no domain has that number: the claims see to it.
    if v_alias is null or v_alias !~ '^[A-Fa-f]$' then
      perform specql_registry.checked_place_name(v_alias, 'aliases');
    end if;
  end loop;
  -- Any number of dimensions and any lower bound become a plain list.
  return array(select a.name from unnest(aliases) with ordinality as a (name, position) order by a.position);
end;
$$;

comment on function specql_registry.checked_aliases(text[]) is
  'The aliases as a plain list, {} for null. SG103: more than 50. SG102, SG103, SG105, SG109: one of them is no name.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01111_domain/011116_fn_checked_aliases.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011122_fn_subdomain_pk.sql
-- 011122  specql_registry.subdomain_pk()
-- From what people call a subdomain to its internal key.

create or replace function specql_registry.subdomain_pk(domain bigint, identifier text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_digit constant text := common.digit_of(subdomain_pk.identifier);
  v_key   constant text := common.name_key(subdomain_pk.identifier);
  v_pk    bigint;
begin
  if v_digit is not null then
    select s.pk_subdomain
    into v_pk
    from specql_registry.tb_subdomain as s
    where s.fk_domain = subdomain_pk.domain and s.subdomain_number = v_digit;
  else
    select s.pk_subdomain
    into v_pk
    from specql_registry.tb_subdomain as s
    where s.fk_domain = subdomain_pk.domain and s.name_key = v_key;
  end if;
  return v_pk;
end;
$$;

comment on function specql_registry.subdomain_pk(bigint, text) is
  'The internal key of the subdomain with this number or name in a domain, or null.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011122_fn_subdomain_pk.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011123_fn_subdomain_id.sql
-- 011123  specql_registry.subdomain_id()
-- From a subdomain's internal key to its public one.

create or replace function specql_registry.subdomain_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select s.id from specql_registry.tb_subdomain as s where s.pk_subdomain = subdomain_id.pk;
$$;

comment on function specql_registry.subdomain_id(bigint) is 'The public key of a subdomain, or null.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011123_fn_subdomain_id.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011124_fn_found_subdomain.sql
-- 011124  specql_registry.found_subdomain()
-- The internal key of a subdomain, or an error that says what was meant.

create or replace function specql_registry.found_subdomain(domain text, subdomain text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_domain constant bigint := specql_registry.found_domain(domain);
  v_pk     constant bigint := specql_registry.subdomain_pk(v_domain, subdomain);
begin
  if v_pk is not null then
    return v_pk;
  end if;
  if subdomain is null or btrim(subdomain) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'subdomain is missing',
      hint = 'Give a subdomain''s number or name; app.infer_subdomain() may know which.',
      column = 'subdomain';
  end if;
  raise exception using
    errcode = 'SG203',
    message = format('domain %s has no subdomain %s', quote_literal(domain), quote_literal(left(subdomain, 63))),
    hint = coalesce(
      'Did you mean ' || common.closest(subdomain, array(
        select s.subdomain_name from specql_registry.tb_subdomain as s where s.fk_domain = v_domain
      )) || '?',
      'The view app.subdomains lists them; app.register_subdomain() adds one.'
    ),
    column = 'subdomain';
end;
$$;

comment on function specql_registry.found_subdomain(text, text) is
  'The internal key of a subdomain by number or name. SG102: nothing given. SG201, SG203: no such domain or '
  'subdomain.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011124_fn_found_subdomain.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011125_fn_meant_subdomain.sql
-- 011125  specql_registry.meant_subdomain()
-- The subdomain that was named or, where none was, the one that the rules infer.

create or replace function specql_registry.meant_subdomain(domain text, subdomain text, entity_name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_inferred text;
begin
  if coalesce(subdomain, '') = '' and not specql_registry.validation_flag('require_subdomain', false) then
    v_inferred := app.infer_subdomain(domain => meant_subdomain.domain, entity_name => meant_subdomain.entity_name);
    if v_inferred is not null and specql_registry.validation_flag('warn_on_inference', true) then
      raise warning using
        errcode = '01000',
        message = format('subdomain %s was inferred from the entity''s name', v_inferred);
    end if;
  end if;
  return specql_registry.found_subdomain(
    domain => meant_subdomain.domain, subdomain => coalesce(v_inferred, meant_subdomain.subdomain)
  );
end;
$$;

comment on function specql_registry.meant_subdomain(text, text, text) is
  'The internal key of the named subdomain. Where none is named and validation.require_subdomain does not '
  'forbid it, the inference rules decide, with a warning unless validation.warn_on_inference is off. SG102, '
  'SG201, SG203 as specql_registry.found_subdomain().';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011125_fn_meant_subdomain.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011126_fn_free_subdomain_numbers.sql
-- 011126  specql_registry.free_subdomain_numbers()
-- The subdomain numbers of a domain that are still free.

create or replace function specql_registry.free_subdomain_numbers(domain bigint)
  returns text[]
  language sql
  stable
as $$
  select array(
    select n.digit
    from unnest(string_to_array('1,2,3,4,5,6,7,8,9,A,B,C,D,E,F', ',')) with ordinality as n (digit, position)
    where not exists (
      select from specql_registry.tb_subdomain as s
      where s.fk_domain = free_subdomain_numbers.domain and s.subdomain_number = n.digit
    )
    order by n.position
  );
$$;

comment on function specql_registry.free_subdomain_numbers(bigint) is
  'The subdomain numbers of a domain that are still free, in order.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01112_subdomain/011126_fn_free_subdomain_numbers.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011132_fn_entity_registration_pk.sql
-- 011132  specql_registry.entity_registration_pk()
-- From a table code to the entity's internal key.

create or replace function specql_registry.entity_registration_pk(identifier text)
  returns bigint
  language sql
  stable
as $$
  select e.pk_entity_registration
  from specql_registry.tb_entity_registration as e
  where e.table_code = upper(entity_registration_pk.identifier collate "C");
$$;

comment on function specql_registry.entity_registration_pk(text) is
  'The internal key of the entity with this table code, or null.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011132_fn_entity_registration_pk.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011133_fn_entity_registration_id.sql
-- 011133  specql_registry.entity_registration_id()
-- From an entity's internal key to its public one.

create or replace function specql_registry.entity_registration_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select e.id from specql_registry.tb_entity_registration as e where e.pk_entity_registration = pk;
$$;

comment on function specql_registry.entity_registration_id(bigint) is 'The public key of an entity, or null.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011133_fn_entity_registration_id.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011134_fn_give_code.sql
-- 011134  specql_registry.give_code()
-- Gives an entity its code: the one place where codes come from.

create or replace function specql_registry.give_code(
  subdomain       bigint,
  entity_name     text,
  entity_code     text default null,
  wanted_sequence integer default null,
  out pk          bigint,
  out table_code  text,
  out status      text,
  out is_new      boolean
)
  language plpgsql
  volatile
as $$
declare
  v_key      constant text := common.name_key(give_code.entity_name);
  v_place    record;
  v_sequence integer;
begin
  -- The lock makes allocation in one subdomain a queue: who holds it sees every code given before,
  -- and a rollback gives the digit back before the next one looks.
  select s.domain_number, s.subdomain_number, c.next_entity_sequence as next
  into v_place
  from specql_registry.tb_entity_counter as c
    join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
  where c.fk_subdomain = give_code.subdomain
  for no key update of c;

  v_sequence := coalesce(wanted_sequence, v_place.next);
  if v_sequence <= 15 and (wanted_sequence is not null or not exists (
    select from specql_registry.tb_reserved_code as r
    where r.code = '01' || v_place.domain_number || v_place.subdomain_number
      || substr('123456789ABCDEF', v_sequence, 1) || '1'
  )) then
    -- Nearly always the entity is new and the digit free: then this one statement is all.
    with entity as (
      insert into specql_registry.tb_entity_registration as e
        (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code)
      values
        (give_code.subdomain, v_place.domain_number, v_place.subdomain_number, v_sequence,
         give_code.entity_name, give_code.entity_code)
      on conflict do nothing
      returning e.pk_entity_registration, e.table_code, e.status
    ), counted as (
      update specql_registry.tb_entity_counter as c
      -- A digit that was given by hand may come next; looking further is rarely needed.
      set next_entity_sequence = case
          when exists (
            select from specql_registry.tb_entity_registration as t
            where t.table_code = '01' || v_place.domain_number || v_place.subdomain_number
              || substr('123456789ABCDEF', v_sequence + 1, 1) || '1'
          ) then specql_registry.free_sequence(give_code.subdomain, v_sequence + 1)
          else v_sequence + 1
        end,
        updated_at = clock_timestamp(),
        updated_by = common.current_actor()
      from entity as e
      where c.fk_subdomain = give_code.subdomain and v_sequence = v_place.next
    )
    select e.pk_entity_registration, e.table_code, e.status, true
    into give_code.pk, give_code.table_code, give_code.status, give_code.is_new
    from entity as e;
    if found then
      return;
    end if;
  end if;

  select e.pk_entity_registration, e.table_code, e.status, false
  into give_code.pk, give_code.table_code, give_code.status, give_code.is_new
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = give_code.subdomain and e.name_key = v_key;
  if found then
    return;
  end if;

  -- The digit is taken: a wish is refused, otherwise the counter moves on and the next one is tried.
  if wanted_sequence is not null then
    perform specql_registry.refuse_taken_code(
      '01' || v_place.domain_number || v_place.subdomain_number
      || substr('123456789ABCDEF', v_sequence, 1) || '1'
    );
  end if;
  perform specql_registry.move_counter(give_code.subdomain);
  select g.pk, g.table_code, g.status, g.is_new
  into give_code.pk, give_code.table_code, give_code.status, give_code.is_new
  from specql_registry.give_code(
    subdomain => give_code.subdomain, entity_name => give_code.entity_name, entity_code => give_code.entity_code
  ) as g;
end;
$$;

comment on function specql_registry.give_code(bigint, text, text, integer) is
  'Locks the subdomain''s counter, then finds the entity (is_new false) or gives it the wanted digit or the lowest free '
  'one. SG304: the subdomain is full. SG306, SG307: the wanted code is given or reserved.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011134_fn_give_code.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011135_fn_refuse_taken_code.sql
-- 011135  specql_registry.refuse_taken_code()
-- Says why a wanted code cannot be had.

create or replace function specql_registry.refuse_taken_code(code text)
  returns void
  language plpgsql
  stable
as $$
declare
  v_holder text;
begin
  if specql_registry.code_is_reserved(code) then
    raise exception using
      errcode = 'SG307',
      message = format('code %s is reserved', code),
      hint = 'The view app.reserved_codes says why. Leave the code out to get the next free one.',
      column = 'table_code';
  end if;

  select format('entity %s of %s.%s', e.entity_name, e.domain_name, e.subdomain_name)
  into v_holder
  from app.entities as e
  where e.table_code = refuse_taken_code.code;
  if not found then
    select format('file %s of entity %s', f.file_name, f.entity_name)
    into v_holder
    from app.entity_files as f
    where f.file_code = refuse_taken_code.code;
  end if;
  if v_holder is not null then
    raise exception using
      errcode = 'SG306',
      message = format('code %s is already given', code),
      detail = format('It belongs to %s.', v_holder),
      hint = 'Leave the code out to get the next free one.',
      column = 'table_code';
  end if;
end;
$$;

comment on function specql_registry.refuse_taken_code(text) is
  'SG307 where the code is reserved, SG306 naming the holder where it is given; returns where it is free.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011135_fn_refuse_taken_code.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011136_fn_checked_entity_code.sql
-- 011136  specql_registry.checked_entity_code()
-- An entity's short code: the one given in upper case, else three letters of the name.

create or replace function specql_registry.checked_entity_code(entity_code text, entity_name text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if entity_code is null then
    return nullif(upper(left(regexp_replace(entity_name, '[^A-Za-z0-9]', '', 'g'), 3) collate "C"), '');
  end if;
  if entity_code !~ '^[A-Za-z0-9_]{1,16}$' then
    raise exception using
      errcode = 'SG105',
      message = 'entity_code must be 1 to 16 letters, digits or underscores',
      detail = format('It has %s characters.', length(entity_code)),
      hint = 'Three letters are usual, for example CON.',
      column = 'entity_code';
  end if;
  return upper(entity_code collate "C");
end;
$$;

comment on function specql_registry.checked_entity_code(text, text) is
  'The code in upper case, or the first three letters or digits of the name where none is given. SG105: it '
  'has other characters.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011136_fn_checked_entity_code.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011137_fn_found_entity.sql
-- 011137  specql_registry.found_entity()
-- The internal key of the one entity that was meant.

create or replace function specql_registry.found_entity(domain text, subdomain text, entity_name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_subdomain constant bigint := specql_registry.found_subdomain(domain, subdomain);
  v_pk bigint;
begin
  select e.pk_entity_registration
  into v_pk
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = v_subdomain
    and (
      e.name_key = common.name_key(found_entity.entity_name)
      or e.table_code = upper(found_entity.entity_name collate "C")
    );
  if found then
    return v_pk;
  end if;
  raise exception using
    errcode = case when coalesce(btrim(entity_name), '') = '' then 'SG102' else 'SG204' end,
    message = case
      when coalesce(btrim(entity_name), '') = '' then 'entity_name is missing'
      else format('there is no entity %s in %s.%s', quote_literal(left(entity_name, 63)), domain, subdomain)
    end,
    hint = coalesce(
      'Did you mean ' || common.closest(entity_name, array(
        select e.entity_name from specql_registry.tb_entity_registration as e where e.fk_subdomain = v_subdomain
      )) || '?',
      'app.find_entity() looks in every subdomain.'
    ),
    column = 'entity_name';
end;
$$;

comment on function specql_registry.found_entity(text, text, text) is
  'The internal key of an entity of a subdomain by name or table code. SG102: no name. SG201, SG203, SG204: '
  'no such domain, subdomain or entity.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011137_fn_found_entity.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011138_fn_check_entity_specs.sql
-- 011138  specql_registry.check_entity_specs()
-- Says what is wrong with the shape of a list of entities.

create or replace function specql_registry.check_entity_specs(specs jsonb)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_problem text;
begin
  if specs is null or jsonb_typeof(specs) <> 'array' then
    v_problem := 'specs must be a JSON array';
  elsif jsonb_array_length(specs) > 10000 then
    v_problem := format('specs has %s entries; 10000 are allowed', jsonb_array_length(specs));
  else
    select case
      when jsonb_typeof(s.spec) <> 'object' then format('specs[%s] is no object', s.position - 1)
      else format('specs[%s] has the key %s', s.position - 1, quote_literal(left(k.key, 63)))
    end
    into v_problem
    from jsonb_array_elements(specs) with ordinality as s (spec, position)
      left join lateral jsonb_each(case jsonb_typeof(s.spec) when 'object' then s.spec else '{}' end) as k
        on true
    where jsonb_typeof(s.spec) <> 'object'
      or k.key not in ('domain', 'subdomain', 'entity_name', 'entity_code', 'table_code')
      or jsonb_typeof(k.value) not in ('string', 'null')
    order by s.position
    limit 1;
  end if;

  if v_problem is not null then
    raise exception using
      errcode = 'SG112',
      message = v_problem,
      hint = 'Each entry is {domain, subdomain, entity_name, entity_code?, table_code?}, all of them texts.',
      column = 'specs';
  end if;
end;
$$;

comment on function specql_registry.check_entity_specs(jsonb) is
  'SG112 where specs is no array of objects with the keys domain, subdomain, entity_name, entity_code and table_code.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011138_fn_check_entity_specs.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/011139_fn_entity_specs.sql
-- 011139  specql_registry.entity_specs()
-- A list of entities as rows, each with the place where it goes.

create or replace function specql_registry.entity_specs(specs jsonb)
  returns table (
    ordinal         integer,
    subdomain_pk    bigint,
    entity_name     text,
    entity_code     text,
    wanted_sequence integer
  )
  language plpgsql
  stable
as $$
begin
  return query
    select
      s.position::integer,
      p.pk,
      common.checked_name(s.spec ->> 'entity_name', 'entity_name'),
      specql_registry.checked_entity_code(s.spec ->> 'entity_code', s.spec ->> 'entity_name'),
      specql_registry.wanted_sequence(p.pk, s.spec ->> 'table_code')
    from jsonb_array_elements(specs) with ordinality as s (spec, position)
      cross join lateral (
        select specql_registry.meant_subdomain(
          domain => s.spec ->> 'domain', subdomain => s.spec ->> 'subdomain',
          entity_name => s.spec ->> 'entity_name'
        ) as pk
      ) as p;
end;
$$;

comment on function specql_registry.entity_specs(jsonb) is
  'One row for each entry, in order; ordinal counts from 1. Raises what its parts raise: SG102 to SG108, SG201, '
  'SG203, SG404.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/011139_fn_entity_specs.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/01113A_fn_wanted_sequence.sql
-- 01113A  specql_registry.wanted_sequence()
-- The digit that a given table code asks for, once it is known to fit its place.

create or replace function specql_registry.wanted_sequence(subdomain bigint, table_code text)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_code  constant text := upper(table_code collate "C");
  v_place text;
begin
  if table_code is null then
    return null;
  end if;
  if v_code !~ '^[0-9A-F]{6}$' then
    raise exception using
      errcode = 'SG107',
      message = format('%s is no table code', quote_literal(left(table_code, 40))),
      hint = 'A code has six hexadecimal digits: layer 01, domain, subdomain, entity, file 1; for example 012311.',
      column = 'table_code';
  end if;
  if not specql_registry.validation_flag('allow_manual_override', true) then
    raise exception using
      errcode = 'SG404',
      message = 'codes are given by the registry here',
      detail = 'The registry''s section validation says allow_manual_override: false.',
      hint = 'Leave table_code out to get the next free code.',
      column = 'table_code';
  end if;
  select '01' || s.domain_number || s.subdomain_number
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = wanted_sequence.subdomain;
  if left(v_code, 4) <> v_place or v_code !~ '[1-9A-F]1$' then
    raise exception using
      errcode = 'SG108',
      message = format('code %s does not fit its place', v_code),
      detail = format('Table codes of this subdomain are %s, one digit from 1 to F, and 1.', v_place),
      hint = 'Leave table_code out to get the next free code.',
      column = 'table_code';
  end if;
  return strpos('123456789ABCDEF', substr(v_code, 5, 1));
end;
$$;

comment on function specql_registry.wanted_sequence(bigint, text) is
  'The entity digit of a wanted table code as a number, null where none is wanted. SG107: it is no code. SG108: it '
  'belongs elsewhere. SG404: the registry does not take wishes.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/01113A_fn_wanted_sequence.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011142_fn_checked_layer.sql
-- 011142  specql_registry.checked_layer()
-- Two digits of a layer, given as such or by name.

create or replace function specql_registry.checked_layer(layer text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_layer text;
begin
  select l.layer
  into v_layer
  from (
    values ('00', 'common'), ('01', 'write_side'), ('02', 'query_side'), ('02', 'read_side'), ('03', 'functions')
    union all
    select s.layer, s.layer_name from specql_registry.tb_schema_layer as s where s.layer ~ '^0[0-3]$'
  ) as l (layer, layer_name)
  where checked_layer.layer in (l.layer, ltrim(l.layer, '0'))
    or common.name_key(l.layer_name) = common.name_key(checked_layer.layer)
  limit 1;
  if found then
    return v_layer;
  end if;
  raise exception using
    errcode = case when coalesce(layer, '') = '' then 'SG102' else 'SG111' end,
    message = case
      when coalesce(layer, '') = '' then 'layer is missing'
      else format('there is no layer %s', quote_literal(left(layer, 40)))
    end,
    hint = 'Layers are 00 common, 01 write_side, 02 query_side and 03 functions.',
    column = 'layer';
end;
$$;

comment on function specql_registry.checked_layer(text) is
  'The layer''s two digits. SG102: none given. SG111: no such layer.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011142_fn_checked_layer.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011143_fn_checked_kind.sql
-- 011143  specql_registry.checked_kind()
-- A kind of file, in lower case, without the legacy underscore.

create or replace function specql_registry.checked_kind(kind text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_kind constant text := rtrim(lower(kind collate "C"), '_');
begin
  if v_kind in ('tb', 'tv', 'v', 'mv', 'fn', 'tr', 'ty', 'sc') then
    return v_kind;
  end if;
  raise exception using
    errcode = case when coalesce(kind, '') = '' then 'SG102' else 'SG111' end,
    message = case
      when coalesce(kind, '') = '' then 'kind is missing'
      else format('there is no kind of file %s', quote_literal(left(kind, 40)))
    end,
    hint = 'Kinds are tb table, tv public view, v view, mv materialized view, fn function, tr trigger, ty type, sc schema.',
    column = 'kind';
end;
$$;

comment on function specql_registry.checked_kind(text) is
  'The kind: tb, tv, v, mv, fn, tr, ty or sc. SG102: none given. SG111: no such kind.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011143_fn_checked_kind.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011144_fn_free_file_sequence.sql
-- 011144  specql_registry.free_file_sequence()
-- The lowest free file digit of a layer of an entity.

create or replace function specql_registry.free_file_sequence(table_code text, layer text, kind text)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_place constant text := layer || substr(table_code, 3, 3);
  v_free  integer;
begin
  select g.digit
  into v_free
  from generate_series(1, 15) as g (digit)
  -- Digit 1 of the write side is the table's, and the table stands nowhere else.
  where (layer <> '01' or (g.digit = 1) = (kind = 'tb'))
    and not exists (
      select from specql_registry.tb_entity_file as f
      where f.file_code = v_place || substr('123456789ABCDEF', g.digit, 1)
    )
    and not specql_registry.code_is_reserved(v_place || substr('123456789ABCDEF', g.digit, 1))
  order by g.digit
  limit 1;
  if found then
    return v_free;
  end if;
  raise exception using
    errcode = 'SG310',
    message = case
      when layer = '01' and kind = 'tb' then format('the table of entity %s has its file already', table_code)
      else format('layer %s of entity %s is full', layer, table_code)
    end,
    detail = 'A layer of an entity holds fifteen files; digit 1 of layer 01 is the table.',
    hint = 'Put several small objects into one file, or use another entity.',
    column = 'table_code';
end;
$$;

comment on function specql_registry.free_file_sequence(text, text, text) is
  'The lowest free file digit as a number, reserved codes left out. SG310: none is free.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01114_entity_file/011144_fn_free_file_sequence.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011152_fn_code_is_reserved.sql
-- 011152  specql_registry.code_is_reserved()
-- Whether allocation must leave a code alone.

create or replace function specql_registry.code_is_reserved(code text)
  returns boolean
  language plpgsql
  stable
as $$
begin
  return exists (
    select from specql_registry.tb_reserved_code as r where r.code = code_is_reserved.code
  );
end;
$$;

comment on function specql_registry.code_is_reserved(text) is 'True where the code is reserved.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011152_fn_code_is_reserved.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011153_tr_code_is_free.sql
-- 011153  specql_registry.tg__code_is_free()
-- A reserved code is not given out, and a file's code is that of its place, whoever inserts.

create or replace function specql_registry.tg__code_is_free()
  returns trigger
  language plpgsql
as $$
declare
  v_code text;
begin
  if tg_table_name = 'tb_entity_file' then
    v_code := new.file_code;
    if not exists (
      select from specql_registry.tb_entity_registration as e
      where e.pk_entity_registration = new.fk_entity_registration
        and substr(e.table_code, 3, 3) = substr(v_code, 3, 3)
    ) then
      raise exception using
        errcode = 'SG108',
        message = format('code %s does not fit its place', v_code),
        hint = 'A file has the domain, subdomain and entity digits of its entity.',
        column = 'file_code';
    end if;
  else
    -- A generated column is not there yet in a trigger that fires before.
    v_code := '01' || new.domain_number || new.subdomain_number
      || substr('123456789ABCDEF', new.entity_sequence, 1) || '1';
  end if;
  if specql_registry.code_is_reserved(v_code) then
    raise exception using
      errcode = 'SG307',
      message = format('code %s is reserved', v_code),
      hint = 'The view app.reserved_codes says why. Leave the code out to get the next free one.',
      column = 'table_code';
  end if;
  return new;
end;
$$;

comment on function specql_registry.tg__code_is_free() is
  'Before insert of an entity or a file: SG307 where its code is reserved, SG108 where a file''s code is not of its place.';

create or replace trigger tr_120_code_is_free
  before insert on specql_registry.tb_entity_registration
  for each row execute function specql_registry.tg__code_is_free();

comment on trigger tr_120_code_is_free on specql_registry.tb_entity_registration is
  'A reserved code is not given out.';

create or replace trigger tr_120_code_is_free
  before insert on specql_registry.tb_entity_file
  for each row execute function specql_registry.tg__code_is_free();

comment on trigger tr_120_code_is_free on specql_registry.tb_entity_file is
  'A reserved code is not given out.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011153_tr_code_is_free.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011154_tr_code_is_not_given.sql
-- 011154  specql_registry.tg_tb_reserved_code__code_is_not_given()
-- A code that is given cannot be reserved, whoever inserts.

create or replace function specql_registry.tg_tb_reserved_code__code_is_not_given()
  returns trigger
  language plpgsql
as $$
begin
  perform specql_registry.refuse_taken_code(new.code);
  return new;
end;
$$;

comment on function specql_registry.tg_tb_reserved_code__code_is_not_given() is
  'Before insert of a reserved code: SG306 where it is given, SG307 where it is reserved already.';

create or replace trigger tr_120_code_is_not_given
  before insert on specql_registry.tb_reserved_code
  for each row execute function specql_registry.tg_tb_reserved_code__code_is_not_given();

comment on trigger tr_120_code_is_not_given on specql_registry.tb_reserved_code is
  'A code that is given cannot be reserved.';

create or replace trigger tr_110_code_is_final
  before update of code on specql_registry.tb_reserved_code
  for each row execute function common.tg__columns_are_final('code');

comment on trigger tr_110_code_is_final on specql_registry.tb_reserved_code is
  'A reserved code stays reserved.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01115_reserved_code/011154_tr_code_is_not_given.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111A_registry_section/0111A2_fn_validation_flag.sql
-- 0111A2  specql_registry.validation_flag()
-- A switch of the registry file's section validation.

create or replace function specql_registry.validation_flag(flag text, otherwise boolean)
  returns boolean
  language sql
  stable
as $$
  select coalesce((
    select case lower(s.content ->> flag)
      when 'true' then true when 'yes' then true when 'on' then true
      when 'false' then false when 'no' then false when 'off' then false
    end
    from specql_registry.tb_registry_section as s
    where s.section_name = 'validation' and jsonb_typeof(s.content) = 'object'
  ), otherwise);
$$;

comment on function specql_registry.validation_flag(text, boolean) is
  'The switch''s value, or the second argument where the section does not say.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111A_registry_section/0111A2_fn_validation_flag.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111B_domain_name/0111B2_tr_claim_names.sql
-- 0111B2  specql_registry.tg_tb_domain__claim_names()
-- Claims a domain's number, name and aliases, so that each finds one domain.

create or replace function specql_registry.tg_tb_domain__claim_names()
  returns trigger
  language plpgsql
as $$
declare
  v_name   record;
  v_holder text;
begin
  if tg_op = 'UPDATE' then
    -- Two renames that swap names would wait for each other; one at a time cannot.
    lock table specql_registry.tb_domain_name in share row exclusive mode;
    delete from specql_registry.tb_domain_name as n where n.fk_domain = new.pk_domain;
  end if;

  -- In the order of the key, so that two registrations never wait for each other both ways.
  for v_name in
    select c.name, c.kind
    from (
      select new.domain_number as name, 'number' as kind
      union all
      select new.domain_name, 'name'
      union all
      select a.name, 'alias' from unnest(new.aliases) as a (name)
    ) as c
    order by common.name_key(c.name), c.kind
  loop
    insert into specql_registry.tb_domain_name (fk_domain, name, kind)
    values (new.pk_domain, v_name.name, v_name.kind)
    on conflict (name_key) do nothing;
    if found then
      continue;
    end if;

    select d.domain_name || ' (domain ' || d.domain_number || ')'
    into v_holder
    from specql_registry.tb_domain_name as n
      join specql_registry.tb_domain as d on d.pk_domain = n.fk_domain
    where n.name_key = common.name_key(v_name.name);
    raise exception using
      errcode = 'SG302',
      message = format('the name %s is already taken', quote_literal(v_name.name)),
      detail = format('It belongs to %s.', v_holder),
      hint = 'Numbers, names and aliases of domains are unique together, whatever their case.',
      column = case v_name.kind when 'alias' then 'aliases' else 'domain_' || v_name.kind end;
  end loop;
  return null;
end;
$$;

comment on function specql_registry.tg_tb_domain__claim_names() is
  'After insert of a domain or a change of its names: keeps tb_domain_name. SG302 names the holder.';

create or replace trigger tr_200_claim_names
  after insert or update of domain_name, aliases on specql_registry.tb_domain
  for each row execute function specql_registry.tg_tb_domain__claim_names();

create or replace trigger tr_100_claims_stay
  before delete on specql_registry.tb_domain_name
  for each statement when (pg_trigger_depth() = 0)
  execute function common.tg__refuse_removal();

comment on trigger tr_100_claims_stay on specql_registry.tb_domain_name is
  'Only the trigger that keeps the claims removes them.';

create or replace trigger tr_110_claims_stay
  before truncate on specql_registry.tb_domain_name
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_110_claims_stay on specql_registry.tb_domain_name is
  'Only the trigger that keeps the claims removes them.';

comment on trigger tr_200_claim_names on specql_registry.tb_domain is
  'Each name and alias finds one domain.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111B_domain_name/0111B2_tr_claim_names.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C2_tr_counter_never_falls.sql
-- 0111C2  specql_registry.tg_tb_entity_counter__counter_never_falls()
-- A counter that falls would try codes again that were given.

create or replace function specql_registry.tg_tb_entity_counter__counter_never_falls()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG402',
    message = 'the counter of a subdomain never falls',
    detail = format('It is %s and was to become %s.', old.next_entity_sequence, new.next_entity_sequence),
    hint = 'Codes that were given stay given.',
    column = 'next_entity_sequence';
end;
$$;

comment on function specql_registry.tg_tb_entity_counter__counter_never_falls() is
  'Before update of next_entity_sequence to a lower value: SG402.';

create or replace trigger tr_120_counter_never_falls
  before update of next_entity_sequence on specql_registry.tb_entity_counter
  for each row when (new.next_entity_sequence < old.next_entity_sequence)
  execute function specql_registry.tg_tb_entity_counter__counter_never_falls();

comment on trigger tr_120_counter_never_falls on specql_registry.tb_entity_counter is
  'A counter that falls would give a code twice.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C2_tr_counter_never_falls.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C3_tr_open_counter.sql
-- 0111C3  specql_registry.tg_tb_subdomain__open_counter()
-- Gives each new subdomain its counter.

create or replace function specql_registry.tg_tb_subdomain__open_counter()
  returns trigger
  language plpgsql
as $$
begin
  insert into specql_registry.tb_entity_counter (fk_subdomain) values (new.pk_subdomain);
  return null;
end;
$$;

comment on function specql_registry.tg_tb_subdomain__open_counter() is
  'After insert of a subdomain: its counter, at 1.';

create or replace trigger tr_200_open_counter
  after insert on specql_registry.tb_subdomain
  for each row execute function specql_registry.tg_tb_subdomain__open_counter();

comment on trigger tr_200_open_counter on specql_registry.tb_subdomain is
  'Gives each new subdomain its counter.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C3_tr_open_counter.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C4_fn_move_counter.sql
-- 0111C4  specql_registry.move_counter()
-- Moves a subdomain's counter to the next digit that is neither given nor reserved.

create or replace function specql_registry.move_counter(subdomain bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_next integer;
begin
  select c.next_entity_sequence
  into v_next
  from specql_registry.tb_entity_counter as c
  where c.fk_subdomain = move_counter.subdomain
  for no key update;

  v_next := specql_registry.free_sequence(move_counter.subdomain, v_next);
  if v_next > 15 then
    perform specql_registry.refuse_full(move_counter.subdomain);
  end if;

  update specql_registry.tb_entity_counter as c
  set next_entity_sequence = v_next,
    updated_at = clock_timestamp(),
    updated_by = common.current_actor()
  where c.fk_subdomain = move_counter.subdomain and c.next_entity_sequence < v_next;
end;
$$;

comment on function specql_registry.move_counter(bigint) is
  'Locks the counter and sets it to the lowest digit that is free. SG304: none is.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C4_fn_move_counter.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C5_fn_free_sequence.sql
-- 0111C5  specql_registry.free_sequence()
-- The lowest digit of a subdomain, from a given one on, that is neither given nor reserved.

create or replace function specql_registry.free_sequence(subdomain bigint, from_sequence integer)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_free constant integer[] := specql_registry.free_sequences(free_sequence.subdomain);
begin
  return coalesce((select min(f.digit) from unnest(v_free) as f (digit) where f.digit >= from_sequence), 16);
end;
$$;

comment on function specql_registry.free_sequence(bigint, integer) is
  'The digit as a number, 16 where none is free.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C5_fn_free_sequence.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C6_fn_refuse_full.sql
-- 0111C6  specql_registry.refuse_full()
-- Says that a subdomain is full.

create or replace function specql_registry.refuse_full(subdomain bigint)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_place record;
begin
  select s.subdomain_name, s.domain_number, s.subdomain_number
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = refuse_full.subdomain;
  raise exception using
    errcode = 'SG304',
    message = format('subdomain %s is full', quote_literal(v_place.subdomain_name)),
    detail = format('All fifteen codes of place %s%s are given or reserved.',
      v_place.domain_number, v_place.subdomain_number),
    hint = 'Register another subdomain with app.register_subdomain(), or split this one.',
    column = 'subdomain';
end;
$$;

comment on function specql_registry.refuse_full(bigint) is 'Always SG304; an integer, so that an expression can call it.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C6_fn_refuse_full.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C7_fn_free_sequences.sql
-- 0111C7  specql_registry.free_sequences()
-- The digits of a subdomain that are neither given nor reserved.

create or replace function specql_registry.free_sequences(subdomain bigint)
  returns integer[]
  language plpgsql
  stable
as $$
declare
  v_place text;
begin
  select '01' || s.domain_number || s.subdomain_number
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = free_sequences.subdomain;
  return array(
    select g.digit
    from generate_series(1, 15) as g (digit)
    where g.digit <> all (array(
        select e.entity_sequence
        from specql_registry.tb_entity_registration as e
        where e.fk_subdomain = free_sequences.subdomain
      ))
      and v_place || substr('123456789ABCDEF', g.digit, 1) || '1' <> all (array(
        select r.code from specql_registry.tb_reserved_code as r where starts_with(r.code, v_place)
      ))
    order by g.digit
  );
end;
$$;

comment on function specql_registry.free_sequences(bigint) is 'The digits as numbers, in order.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111C_entity_counter/0111C7_fn_free_sequences.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111D_export/0111D2_fn_subdomain_document.sql
-- 0111D2  specql_registry.subdomain_document()
-- A subdomain with its entities, as the legacy file writes it.

create or replace function specql_registry.subdomain_document(subdomain bigint)
  returns jsonb
  language sql
  stable
as $$
  select
    coalesce(s.legacy -> 'entry', '{}')
    || jsonb_build_object('$key', coalesce(s.legacy ->> 'key', s.subdomain_number), 'name', s.subdomain_name)
    || case when s.description is null and not coalesce(s.legacy -> 'entry' ? 'description', false) then '{}'
      else jsonb_build_object('description', s.description) end
    || jsonb_build_object(
      'next_entity_sequence', c.next_entity_sequence::text,
      'entities', (
        select coalesce(jsonb_agg(
          coalesce(e.legacy -> 'entry', '{}')
          || jsonb_build_object('$key', e.entity_name, 'table_code', e.table_code)
          || case when e.entity_code is null then '{}' else jsonb_build_object('entity_code', e.entity_code) end
          -- The raw text says the same moment in the file's own way.
          || case
            when e.legacy -> 'entry' ? 'assigned_at' or e.assigned_at is null then '{}'
            else jsonb_build_object(
              'assigned_at', to_char(e.assigned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
          end
          || case e.status when 'retired' then '{"status": "retired"}'::jsonb else '{}' end
          order by e.entity_sequence
        ), '[]')
        from specql_registry.tb_entity_registration as e
        where e.fk_subdomain = s.pk_subdomain
      )
    )
    || case when r.rows = '[]' and not coalesce(s.legacy -> 'entry' ? 'next_read_entity', false) then '{}'
      else jsonb_build_object('read_entities', r.rows) end
  from specql_registry.tb_subdomain as s
    join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
    cross join lateral (
      select coalesce(jsonb_agg(
        coalesce(t.legacy -> 'entry', '{}') || jsonb_build_object('$key', t.read_entity_name)
        || case when f.rows = '[]' then '{}' else jsonb_build_object('files', f.rows) end
        order by t.position
      ), '[]') as rows
      from specql_registry.tb_read_entity as t
        cross join lateral (
          select coalesce(jsonb_agg(x.legacy order by p.position), '[]') as rows
          from specql_registry.tb_read_entity_file as x
            cross join lateral unnest(x.positions) as p (position)
          where x.fk_read_entity = t.pk_read_entity
        ) as f
      where t.fk_subdomain = s.pk_subdomain
    ) as r
  where s.pk_subdomain = subdomain;
$$;

comment on function specql_registry.subdomain_document(bigint) is
  'The subdomain as app.export_registry() shows it. next_entity_sequence is the derived counter; a repeated file row is '
  'written as often as the legacy file had it.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111D_export/0111D2_fn_subdomain_document.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111D_export/0111D3_fn_inference_document.sql
-- 0111D3  specql_registry.inference_document()
-- The inference rules, as the legacy file writes them.

create or replace function specql_registry.inference_document()
  returns jsonb
  language sql
  stable
as $$
  with rule (domain_name, subdomain_name, first, entry) as (
    select r.domain_name, r.subdomain_name, min(r.position),
      coalesce((
        select s.content
        from specql_registry.tb_registry_section as s
        where s.section_name = 'subdomain_inference.' || r.domain_name || '.' || r.subdomain_name
          and jsonb_typeof(s.content) = 'object'
      ), '{}') || jsonb_build_object('patterns', jsonb_agg(r.pattern order by r.position))
    from specql_registry.tb_inference_rule as r
    group by r.domain_name, r.subdomain_name
    union all
    select split_part(s.section_name, '.', 2), substr(s.section_name, length('subdomain_inference.')
      + length(split_part(s.section_name, '.', 2)) + 2), 100000 + s.position,
      s.content || '{"patterns": []}'
    from specql_registry.tb_registry_section as s
    where s.section_name like 'subdomain\_inference.%'
      and jsonb_typeof(s.content) = 'object'
      and not exists (
        select from specql_registry.tb_inference_rule as r
        where s.section_name = 'subdomain_inference.' || r.domain_name || '.' || r.subdomain_name
      )
  ), domain as (
    select r.domain_name, min(r.first) as first,
      jsonb_agg(r.entry || jsonb_build_object('$key', r.subdomain_name) order by r.first) as rules
    from rule as r
    group by r.domain_name
  )
  select jsonb_build_object('subdomain_inference', jsonb_agg(
    jsonb_build_object('$key', d.domain_name, '$value', d.rules) order by d.first
  ))
  from domain as d
  having count(*) > 0;
$$;

comment on function specql_registry.inference_document() is
  '{subdomain_inference: […]} in the order in which the rules are tried, or null where there are none.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111D_export/0111D3_fn_inference_document.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111E_layout/0111E1_fn_layout_parts.sql
-- 0111E1  specql_registry.layout_parts()
-- The coded folders and files of a source tree, each with its code and its name.

create or replace function specql_registry.layout_parts(paths text[])
  returns table (
    path        text,
    part        text,
    is_file     boolean,
    level       integer,
    code        text,
    parent_code text,
    kind        text,
    part_name   text,
    full_path   text
  )
  language sql
  immutable
as $$
  with file as (
    select distinct on (f.path) f.path, string_to_array(f.path, '/') as parts
    from unnest(paths) as f (path)
    where f.path is not null
  ), coded as (
    select
      f.path,
      p.part,
      p.position = cardinality(f.parts) and p.part like '%.%' as is_file,
      p.position::integer as position,
      substring(p.part from '^([0-9A-Za-z]{2,8})_') as raw_code,
      array_to_string(f.parts[1:p.position], '/') as full_path
    from file as f
      cross join lateral unnest(f.parts) with ordinality as p (part, position)
  ), known as (
    select c.*,
      -- A layer is where the tree begins; what stands above it (db, 0_schema) is nobody's business here.
      case when c.raw_code ~ '^[0-9A-Fa-f]{2,8}$' and c.raw_code ~ '^0' then c.raw_code end as code
    from coded as c
  )
  select
    k.path,
    k.part,
    k.is_file,
    k.position,
    k.code,
    lag(k.code) over (partition by k.path order by k.position),
    case when k.is_file and k.code is not null
      then substring(k.part from '^[0-9A-Za-z]+_([a-z]+)_') end,
    case
      when k.is_file then substring(k.part from '^[0-9A-Za-z]+_[a-z]+_([^.]+)\.')
      else substring(k.part from '^[0-9A-Za-z]+_(.*)$')
    end,
    k.full_path
  from known as k;
$$;

comment on function specql_registry.layout_parts(text[]) is
  'One row for each component of each path: the path, the component, whether it is the file, its depth, its code and that of '
  'the component above (null where they have none), the file''s kind, the name, and the path up to here.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111E_layout/0111E1_fn_layout_parts.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011741_fn_entries.sql
-- 011741  specql_cutover.entries()
-- The entries of a mapping or a list of a legacy document, in the order of the file.

create or replace function specql_cutover.entries(collection jsonb, path text)
  returns table (ordinal integer, key text, line integer, entry jsonb)
  language plpgsql
  immutable
as $$
begin
  if collection is null or collection in ('null', '""', '{}', '[]') then
    return;
  end if;
  if jsonb_typeof(collection) = 'object' then
    -- jsonb keeps no order of keys, so who calls without the reader gets the order of the keys.
    return query
      select (row_number() over (order by length(e.key), e.key))::integer, e.key, null::integer, e.value
      from jsonb_each(collection) as e;
    return;
  end if;
  if jsonb_typeof(collection) <> 'array' then
    raise exception using
      errcode = 'SG112',
      message = format('%s must be a mapping or a list', path),
      detail = format('It is a %s.', jsonb_typeof(collection)),
      column = left(path, 63);
  end if;
  return query
    select
      e.position::integer,
      e.value ->> '$key',
      case when e.value ->> '$line' ~ '^[0-9]{1,9}$' then (e.value ->> '$line')::integer end,
      case
        when jsonb_typeof(e.value) <> 'object' then e.value
        when e.value ? '$value' then e.value -> '$value'
        else e.value - '{$key,$line}'::text[]
      end
    from jsonb_array_elements(collection) with ordinality as e (value, position);
end;
$$;

comment on function specql_cutover.entries(jsonb, text) is
  'One row for each entry: ordinal from 1, key and line as the reader noted them ($key, $line), and the entry itself '
  '($value where it is no mapping). No rows for null, an empty text, {} or []. SG112: it is neither mapping nor list.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011741_fn_entries.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011742_fn_checked_entry.sql
-- 011742  specql_cutover.checked_entry()
-- An entry that must be a mapping.

create or replace function specql_cutover.checked_entry(entry jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if jsonb_typeof(entry) = 'object' then
    return entry;
  end if;
  raise exception using
    errcode = 'SG112',
    message = 'the entry must be a mapping',
    detail = format('It is %s.', coalesce(left(entry::text, 60), 'empty')),
    hint = 'Give it its keys, or remove it.';
end;
$$;

comment on function specql_cutover.checked_entry(jsonb) is 'The entry, or SG112 where it is no mapping.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011742_fn_checked_entry.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011743_fn_text_of.sql
-- 011743  specql_cutover.text_of()
-- A scalar of an entry as text; a mapping or list there is an error.

create or replace function specql_cutover.text_of(entry jsonb, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if jsonb_typeof(entry -> field) in ('object', 'array') then
    raise exception using
      errcode = 'SG116',
      message = format('%s must be a single value', field),
      detail = format('It is %s.', left((entry -> field)::text, 60)),
      column = field;
  end if;
  return entry ->> field;
end;
$$;

comment on function specql_cutover.text_of(jsonb, text) is 'The value as text, null where absent. SG116: it is no scalar.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011743_fn_text_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011744_fn_boolean_of.sql
-- 011744  specql_cutover.boolean_of()
-- Reads true and false as YAML writes them.

create or replace function specql_cutover.boolean_of(entry jsonb, field text)
  returns boolean
  language plpgsql
  immutable
as $$
declare
  v_text constant text := lower(specql_cutover.text_of(entry, field));
begin
  if coalesce(v_text, '') in ('', 'null', '~') then
    return null;
  end if;
  if v_text in ('true', 'yes', 'on') then
    return true;
  end if;
  if v_text in ('false', 'no', 'off') then
    return false;
  end if;
  raise exception using
    errcode = 'SG116',
    message = format('%s must be true or false', field),
    detail = format('It is %s.', quote_literal(left(v_text, 40))),
    column = field;
end;
$$;

comment on function specql_cutover.boolean_of(jsonb, text) is
  'True, false, or null where absent or empty. YAML 1.1 spellings are read. SG116: something else.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011744_fn_boolean_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011745_fn_integer_of.sql
-- 011745  specql_cutover.integer_of()
-- Reads a whole number.

create or replace function specql_cutover.integer_of(entry jsonb, field text)
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_text constant text := specql_cutover.text_of(entry, field);
begin
  if coalesce(v_text, '') in ('', 'null', '~') then
    return null;
  end if;
  if v_text ~ '^-?[0-9]{1,9}$' then
    return v_text::integer;
  end if;
  raise exception using
    errcode = 'SG116',
    message = format('%s must be a whole number', field),
    detail = format('It is %s.', quote_literal(left(v_text, 40))),
    column = field;
end;
$$;

comment on function specql_cutover.integer_of(jsonb, text) is
  'The number, or null where absent or empty. SG116: it is none, or has more than nine digits.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011745_fn_integer_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011746_fn_time_of.sql
-- 011746  specql_cutover.time_of()
-- Reads a time stamp; one without a zone is in the zone that the import names.

create or replace function specql_cutover.time_of(entry jsonb, field text, zone text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_text constant text := specql_cutover.text_of(entry, field);
begin
  if coalesce(v_text, '') in ('', 'null', '~') then
    return null;
  end if;
  if v_text ~ '^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?)?$' then
    return replace(v_text, ',', '.')::timestamp at time zone zone;
  end if;
  if v_text ~ '^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)? ?(Z|z|[+-]\d{2}(:?\d{2})?)$' then
    return replace(v_text, ',', '.')::timestamptz;
  end if;
  raise exception using
    errcode = 'SG116',
    message = format('%s must be a time stamp', field),
    detail = format('It is %s.', quote_literal(left(v_text, 40))),
    hint = 'ISO 8601 is read, for example 2025-11-12T13:34:31 or 2025-11-12T13:34:31Z.',
    column = field;
end;
$$;

comment on function specql_cutover.time_of(jsonb, text, text) is
  'The point in time, or null where absent or empty. ISO 8601, with or without zone. SG116: something else.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011746_fn_time_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011747_fn_texts_of.sql
-- 011747  specql_cutover.texts_of()
-- Reads a list of texts.

create or replace function specql_cutover.texts_of(entry jsonb, field text)
  returns text[]
  language plpgsql
  immutable
as $$
declare
  v_list constant jsonb := entry -> field;
begin
  if v_list is null or v_list in ('null', '""', '[]') then
    return '{}';
  end if;
  if jsonb_typeof(v_list) <> 'array' or exists (
    select from jsonb_array_elements(v_list) as e where jsonb_typeof(e) in ('object', 'array')
  ) then
    raise exception using
      errcode = 'SG116',
      message = format('%s must be a list of texts', field),
      detail = format('It is %s.', left(v_list::text, 60)),
      column = field;
  end if;
  return array(select e.value from jsonb_array_elements_text(v_list) with ordinality as e (value, position) order by e.position);
end;
$$;

comment on function specql_cutover.texts_of(jsonb, text) is 'The texts, {} where absent or empty. SG116: it is no list of texts.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011747_fn_texts_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011748_fn_note_row.sql
-- 011748  specql_cutover.note_row()
-- Notes what became of a source row.

create or replace function specql_cutover.note_row(
  run          bigint,
  source_table text,
  path         text,
  line         integer,
  outcome      text,
  changes      jsonb default '[]',
  source_row   jsonb default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_changes jsonb := changes;
begin
  if changes <> '[]' then
    select jsonb_agg(jsonb_build_object(
      'path', note_row.path, 'field', c.value -> 'field', 'old', c.value -> 'old', 'new', c.value -> 'new',
      'why', c.value -> 'why'
    ) order by c.position)
    into v_changes
    from jsonb_array_elements(changes) with ordinality as c (value, position);
  end if;
  insert into specql_cutover.tb_import_row (fk_import_run, source_table, path, line, outcome, changes, source_row)
  values (
    run, note_row.source_table, note_row.path, note_row.line, note_row.outcome, v_changes, note_row.source_row
  );
end;
$$;

comment on function specql_cutover.note_row(bigint, text, text, integer, text, jsonb, jsonb) is
  'Notes one source row with its outcome, its changes [{field, old, new, why}] and the row itself.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011748_fn_note_row.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011749_fn_merge_field.sql
-- 011749  specql_cutover.merge_field()
-- Who is right about a field: the file, the database, or neither without a word.

create or replace function specql_cutover.merge_field(
  field      text,
  in_file    jsonb,
  last_time  jsonb,
  in_base    jsonb,
  out action text,
  out change jsonb
)
  language sql
  immutable
as $$
  select m.action, case when m.action in ('update', 'conflict') then jsonb_build_object(
    'field', field,
    'old', case m.action when 'update' then in_base else in_file end,
    'new', case m.action when 'update' then in_file else in_base end,
    'why', case m.action
      when 'update' then 'the file has changed since the last import'
      else 'the database is newer than the file; its value stays'
    end
  ) end
  from (
    select case
      when in_file is not distinct from in_base then 'same'
      when in_file is not distinct from last_time then 'same'
      when last_time is not distinct from in_base then 'update'
      else 'conflict'
    end as action
  ) as m;
$$;

comment on function specql_cutover.merge_field(text, jsonb, jsonb, jsonb) is
  'Merges three ways: in_file against last_time (the value of the last import) against in_base (the value in the '
  'database). same: nothing to do. update: only the file has changed. conflict: the database is newer; it stays, and '
  'the report says so.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/011749_fn_merge_field.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174A_fn_merge_row.sql
-- 01174A  specql_cutover.merge_row()
-- Merges a row of a file into the row that the database has.

create or replace function specql_cutover.merge_row(
  target    regclass,
  pk_column text,
  pk        bigint,
  fields    jsonb,
  legacy    jsonb,
  file      jsonb,
  columns   jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_column  record;
  v_merged  record;
  v_changes jsonb := '[]';
  v_sets    text := '';
  v_known   text[] := '{}';
begin
  for v_column in select c.key as name, c.value ->> 0 as field, c.value -> 1 as value, c.value -> 2 as last from jsonb_each(columns) as c loop
    v_known := v_known || v_column.field;
    v_merged := specql_cutover.merge_field(
      field => v_column.field, in_file => v_column.value, last_time => v_column.last,
      in_base => coalesce(fields -> v_column.name, 'null')
    );
    if v_merged.change is not null then
      v_changes := v_changes || v_merged.change;
    end if;
    if v_merged.action = 'update' then
      v_sets := v_sets || format('%I = (jsonb_populate_record(null::%s, $1)).%I, ', v_column.name, target, v_column.name);
    end if;
  end loop;

  -- Keys without a column live in legacy.
  select v_changes || coalesce(jsonb_agg(jsonb_build_object(
    'field', k.key, 'old', legacy -> 'entry' -> k.key, 'new', file -> 'entry' -> k.key,
    'why', 'the file has changed since the last import'
  )), '[]')
  into v_changes
  from (
    select jsonb_object_keys(coalesce(legacy -> 'entry', '{}')) union select jsonb_object_keys(file -> 'entry')
  ) as k (key)
  where k.key <> all (v_known)
    and legacy -> 'entry' -> k.key is distinct from file -> 'entry' -> k.key;

  -- A file that says what the database says need not be remembered anew.
  if v_changes <> '[]' then
    execute format('update %s set %slegacy = coalesce(legacy, ''{}'') || $2 where %I = $3', target, v_sets, pk_column)
    using (select jsonb_object_agg(c.key, c.value -> 1) from jsonb_each(columns) as c), file, pk;
  end if;
  return v_changes;
end;
$$;

comment on function specql_cutover.merge_row(regclass, text, bigint, jsonb, jsonb, jsonb, jsonb) is
  'Merges three ways, field by field. columns: {column: [field of the file, value, value of the last import]}; fields: the row as it is; legacy: '
  'what the last import read; file: what this one reads, {key, entry}. Returns the changes [{field, old, new, why}], [] where '
  'there are none.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174A_fn_merge_row.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174B_fn_outcome_of.sql
-- 01174B  specql_cutover.outcome_of()
-- updated, changed or unchanged, from the changes of a row.

create or replace function specql_cutover.outcome_of(changes jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case
    when changes = '[]' then 'unchanged'
    when exists (
      select from jsonb_array_elements(changes) as c
      where c ->> 'why' <> 'the file has changed since the last import'
    ) then 'changed'
    else 'updated'
  end;
end;
$$;

comment on function specql_cutover.outcome_of(jsonb) is
  'unchanged: no change. updated: the database took the file''s values. changed: the database holds something else than '
  'the file says.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174B_fn_outcome_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174C_fn_note_reject.sql
-- 01174C  specql_cutover.note_reject()
-- Keeps a refused row whole, with the reason, and notes the rows below it as refused too.

create or replace function specql_cutover.note_reject(
  run bigint, source_table text, path text, line integer, entry jsonb, context jsonb,
  code text, reason text, field text, hint text
)
  returns void
  language plpgsql
  volatile
as $$
begin
  insert into specql_cutover.tb_import_reject
    (fk_import_run, source_table, path, line, field, code, reason, hint, row, context)
  values
    (run, note_reject.source_table, note_reject.path, note_reject.line, nullif(note_reject.field, ''),
     note_reject.code, note_reject.reason, nullif(note_reject.hint, ''), coalesce(note_reject.entry, 'null'),
     note_reject.context);
  perform specql_cutover.note_row(run, note_reject.source_table, note_reject.path, note_reject.line, 'rejected');
  -- What stands below a refused row has no place to go, and is kept within it.
  perform specql_cutover.note_row(run, b.below_table, b.below_path, b.below_line, 'rejected')
  from specql_cutover.rows_below(note_reject.source_table, note_reject.entry, note_reject.path) as b;
end;
$$;

comment on function specql_cutover.note_reject(bigint, text, text, integer, jsonb, jsonb, text, text, text, text) is
  'Writes tb_import_reject and notes the row, and each row within it, as rejected.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174C_fn_note_reject.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174D_fn_rows_below.sql
-- 01174D  specql_cutover.rows_below()
-- The source rows that stand within a row.

create or replace function specql_cutover.rows_below(source_table text, entry jsonb, path text)
  returns table (below_table text, below_path text, below_line integer)
  language plpgsql
  immutable
as $$
declare
  v_below record;
  v_entry record;
begin
  if jsonb_typeof(entry) <> 'object' then
    return;
  end if;
  for v_below in
    select b.*
    from (values
      ('domains', 'aliases', 'aliases'), ('domains', 'subdomains', 'subdomains'), ('subdomains', 'entities', 'entities'),
      ('subdomains', 'read_entities', 'read_entities'), ('read_entities', 'files', 'read_files'),
      ('services', 'operations', 'operations')
    ) as b (above, field, below)
    where b.above = rows_below.source_table
      -- What is no collection has no rows to count.
      and jsonb_typeof(entry -> b.field) in ('object', 'array')
  loop
    for v_entry in select e.* from specql_cutover.entries(entry -> v_below.field, rows_below.path) as e loop
      below_table := v_below.below;
      below_path := rows_below.path || '.' || v_below.field || '.' || coalesce(v_entry.key, (v_entry.ordinal - 1)::text);
      below_line := v_entry.line;
      return next;
      return query select b.* from specql_cutover.rows_below(v_below.below, v_entry.entry, below_path) as b;
    end loop;
  end loop;
end;
$$;

comment on function specql_cutover.rows_below(text, jsonb, text) is
  'One row for each source row within an entry, at any depth.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01174_reading/01174D_fn_rows_below.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011751_fn_legacy_layout.sql
-- 011751  specql_cutover.legacy_layout()
-- How a legacy code is to be read at the place where it stands.

create or replace function specql_cutover.legacy_layout(code text, domain text, subdomain text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_code constant text := upper(code collate "C");
begin
  return case
    when v_code is null then null
    when v_code !~ '^[0-9A-F]{6,8}$' then 'unknown'
    -- The same six characters can be read in two ways, so the place decides.
    when length(v_code) = 6 and substr(v_code, 3, 2) = domain || subdomain then 'SDSEX'
    when length(v_code) = 6 and substr(v_code, 3, 3) = domain || '0' || subdomain then 'SSDSSE'
    when length(v_code) = 7 and substr(v_code, 3, 3) = domain || '0' || subdomain then 'SSDSSEX'
    when length(v_code) = 7 and substr(v_code, 3, 2) = domain || subdomain then 'SSDSEEX'
    when length(v_code) = 8 and substr(v_code, 3, 3) = domain || '0' || subdomain then 'SSDSSEEX'
    else 'elsewhere'
  end;
end;
$$;

comment on function specql_cutover.legacy_layout(text, text, text) is
  'SDSEX, SSDSSE, SSDSSEX, SSDSEEX or SSDSSEEX where that reading names the given place (one digit each); elsewhere '
  'where every reading names another place; unknown where it is no code at all.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011751_fn_legacy_layout.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011752_fn_import_domain.sql
-- 011752  specql_cutover.import_domain()
-- Imports one domain, without what is below it.

create or replace function specql_cutover.import_domain(run bigint, key text, entry jsonb, path text, line integer)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_number  constant text := common.checked_digit(key, 'key');
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'subdomains';
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_tenant  constant boolean := specql_cutover.boolean_of(v_entry, 'multi_tenant');
  v_aliases constant text[] := specql_registry.checked_aliases(specql_cutover.texts_of(v_entry, 'aliases'));
  v_name    constant text := specql_registry.checked_place_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_text    constant text := common.checked_text(specql_cutover.text_of(v_entry, 'description'), 'description');
  v_known   record;
  v_changes jsonb := '[]';
begin
  perform specql_cutover.refuse_second_key(run, 'domains', v_number, path);
  select d.pk_domain, d.legacy, to_jsonb(d) as fields
  into v_known
  from specql_registry.tb_domain as d
  where d.domain_number = v_number;

  if not found then
    perform app.register_domain(
      domain_number => v_number, domain_name => v_name, description => v_text,
      multi_tenant => coalesce(v_tenant, false), aliases => v_aliases
    );
    update specql_registry.tb_domain as d set legacy = v_file where d.domain_number = v_number
    returning d.pk_domain into v_known.pk_domain;
    perform specql_cutover.note_row(run, 'domains', path, line, 'imported', '[]', v_entry);
    perform specql_cutover.note_aliases(run, v_aliases, path, line, 'imported');
    return v_known.pk_domain;
  end if;

  perform specql_cutover.note_aliases(run, v_aliases, path, line, 'unchanged');
  if v_known.legacy is not distinct from v_file then
    perform specql_cutover.note_row(run, 'domains', path, line, 'unchanged', '[]', v_entry);
    return v_known.pk_domain;
  end if;

  v_changes := specql_cutover.merge_row(
    target => 'specql_registry.tb_domain', pk_column => 'pk_domain', pk => v_known.pk_domain,
    fields => v_known.fields, legacy => v_known.legacy, file => v_file,
    columns => jsonb_build_object(
      'domain_name', jsonb_build_array('name', v_name, v_known.legacy #> '{entry,name}'),
      'description', jsonb_build_array('description', v_text, v_known.legacy #> '{entry,description}'),
      'multi_tenant', jsonb_build_array(
        'multi_tenant', coalesce(v_tenant, false),
        coalesce(specql_cutover.boolean_of(v_known.legacy -> 'entry', 'multi_tenant'), false)
      ),
      'aliases', jsonb_build_array('aliases', v_aliases, specql_cutover.texts_of(v_known.legacy -> 'entry', 'aliases'))
    )
  );
  perform specql_cutover.note_row(run, 'domains', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_domain;
end;
$$;

comment on function specql_cutover.import_domain(bigint, text, jsonb, text, integer) is
  'Registers the domain, or merges the file''s row into it; notes the row and its aliases; returns the domain''s '
  'internal key. Raises what makes the row a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011752_fn_import_domain.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011753_fn_refuse_second_key.sql
-- 011753  specql_cutover.refuse_second_key()
-- Two keys of one file that mean the same place cannot both be right.

create or replace function specql_cutover.refuse_second_key(run bigint, source_table text, place text, path text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_first text;
begin
  select r.path
  into v_first
  from specql_cutover.tb_import_row as r
  where r.fk_import_run = run
    and r.source_table = refuse_second_key.source_table
    and r.outcome <> 'rejected'
    and r.path <> refuse_second_key.path
    -- Only its neighbours, which stand below the same key.
    and starts_with(r.path, regexp_replace(refuse_second_key.path, '[^.]*$', ''))
    and case r.source_table
      when 'domains' then common.digit_of(split_part(r.path, '.', 2)) = place
      else common.digit_of(split_part(r.path, '.', 2)) || common.digit_of(split_part(r.path, '.', 4)) = place
    end
  limit 1;
  if found then
    raise exception using
      errcode = 'SG303',
      message = 'two keys of the file are the same place',
      detail = format('%s has it already.', v_first),
      hint = 'A leading zero does not make another place. Merge the two entries.',
      column = 'key';
  end if;
end;
$$;

comment on function specql_cutover.refuse_second_key(bigint, text, text, text) is
  'SG303 where another key of this run already stands at the place (one digit for a domain, two for a subdomain).';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011753_fn_refuse_second_key.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011754_fn_note_aliases.sql
-- 011754  specql_cutover.note_aliases()
-- Notes a domain's aliases, each a source row of its own.

create or replace function specql_cutover.note_aliases(run bigint, aliases text[], path text, line integer, outcome text)
  returns void
  language sql
  volatile
as $$
  select specql_cutover.note_row(run, 'aliases', path || '.aliases.' || (a.position - 1), line, outcome)
  from unnest(aliases) with ordinality as a (name, position);
$$;

comment on function specql_cutover.note_aliases(bigint, text[], text, integer, text) is
  'Notes each alias of a domain with the given outcome.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011754_fn_note_aliases.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011755_fn_import_subdomain.sql
-- 011755  specql_cutover.import_subdomain()
-- Imports one subdomain, without what is below it.

create or replace function specql_cutover.import_subdomain(
  run bigint, domain bigint, key text, entry jsonb, path text, line integer
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_number  constant text := common.checked_digit(key, 'key');
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - '{entities,read_entities,next_entity_sequence}'::text[];
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_name    constant text := specql_registry.checked_place_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_text    constant text := common.checked_text(specql_cutover.text_of(v_entry, 'description'), 'description');
  v_domain  text;
  v_known   record;
  v_changes jsonb;
begin
  perform specql_cutover.integer_of(entry, 'next_entity_sequence');
  select d.domain_number into v_domain from specql_registry.tb_domain as d where d.pk_domain = domain;
  perform specql_cutover.refuse_second_key(run, 'subdomains', v_domain || v_number, path);

  select s.pk_subdomain, s.legacy, to_jsonb(s) as fields
  into v_known
  from specql_registry.tb_subdomain as s
  where s.fk_domain = domain and s.subdomain_number = v_number;

  if not found then
    perform app.register_subdomain(
      domain => v_domain, subdomain_number => v_number, subdomain_name => v_name, description => v_text
    );
    update specql_registry.tb_subdomain as s set legacy = v_file
    where s.fk_domain = domain and s.subdomain_number = v_number
    returning s.pk_subdomain into v_known.pk_subdomain;
    perform specql_cutover.note_row(run, 'subdomains', path, line, 'imported', '[]', v_entry);
    return v_known.pk_subdomain;
  end if;
  if v_known.legacy - 'counter' is not distinct from v_file then
    perform specql_cutover.note_row(run, 'subdomains', path, line, 'unchanged', '[]', v_entry);
    return v_known.pk_subdomain;
  end if;

  v_changes := specql_cutover.merge_row(
    target => 'specql_registry.tb_subdomain', pk_column => 'pk_subdomain', pk => v_known.pk_subdomain,
    fields => v_known.fields, legacy => v_known.legacy, file => v_file,
    columns => jsonb_build_object(
      'subdomain_name', jsonb_build_array('name', v_name, v_known.legacy #> '{entry,name}'),
      'description', jsonb_build_array('description', v_text, v_known.legacy #> '{entry,description}')
    )
  );
  perform specql_cutover.note_row(
    run, 'subdomains', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_subdomain;
end;
$$;

comment on function specql_cutover.import_subdomain(bigint, bigint, text, jsonb, text, integer) is
  'Registers the subdomain, or merges the file''s row into it; notes the row; returns its internal key. The counter is '
  'compared after the entities, by specql_cutover.compare_counter(). Raises what makes the row a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011755_fn_import_subdomain.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011756_fn_compare_counter.sql
-- 011756  specql_cutover.compare_counter()
-- Says where the file's counter differs from the one that the codes make.

create or replace function specql_cutover.compare_counter(run bigint, subdomain bigint, entry jsonb, path text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_file constant text := entry ->> 'next_entity_sequence';
  v_next integer;
  v_last text;
begin
  select c.next_entity_sequence, s.legacy #>> '{counter}'
  into v_next, v_last
  from specql_registry.tb_subdomain as s
    join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
  where s.pk_subdomain = subdomain;

  if v_file is null or v_file is not distinct from v_last or (v_last is not null and v_file = v_next::text) then
    return;
  end if;
  update specql_registry.tb_subdomain as s
  set legacy = coalesce(s.legacy, '{}') || jsonb_build_object('counter', v_file)
  where s.pk_subdomain = subdomain;
  -- The export writes the counter that the codes make, so that value is never a difference.
  if v_file = v_next::text then
    return;
  end if;
  update specql_cutover.tb_import_row as r
  set outcome = 'changed',
    changes = r.changes || jsonb_build_array(jsonb_build_object(
      'path', compare_counter.path, 'field', 'next_entity_sequence', 'old', v_file, 'new', v_next::text,
      'why', 'the counter is derived from the codes that are given'
    ))
  where r.fk_import_run = run and r.source_table = 'subdomains' and r.path = compare_counter.path;
end;
$$;

comment on function specql_cutover.compare_counter(bigint, bigint, jsonb, text) is
  'Adds a change to the subdomain''s row where the file''s next_entity_sequence is neither the derived counter nor what '
  'the last import read. The counter itself is never set from a file, and never lowered.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011756_fn_compare_counter.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011757_fn_import_entity.sql
-- 011757  specql_cutover.import_entity()
-- Imports one entity: adds it, or merges the file's row into the one that is there.

create or replace function specql_cutover.import_entity(
  run bigint, subdomain bigint, key text, entry jsonb, path text, line integer, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  -- status is no key of the legacy format: the export writes it for retired entities.
  v_retired constant boolean := entry ->> 'status' is not distinct from 'retired';
  v_entry   constant jsonb := specql_cutover.entity_entry(entry);
  v_name    constant text := common.checked_name(key, 'key');
  v_known   constant bigint := specql_cutover.known_entity(subdomain, v_name);
  v_changes jsonb;
begin
  if v_known is null then
    perform specql_cutover.add_entities(
      run => run, subdomain => import_entity.subdomain, zone => import_entity.zone,
      rows => jsonb_build_array(jsonb_build_object('key', key, 'entry', entry, 'path', path, 'line', line))
    );
    return;
  end if;

  v_changes := specql_cutover.merge_entity(
    pk => v_known, file => jsonb_build_object('key', key, 'entry', v_entry),
    entity_code => specql_cutover.entity_code_of(v_entry),
    assigned_at => specql_cutover.time_of(v_entry, 'assigned_at', zone),
    table_code => nullif(specql_cutover.text_of(v_entry, 'table_code'), ''), zone => import_entity.zone
  );
  if v_retired then
    update specql_registry.tb_entity_registration as e
    set status = 'retired', retired_at = clock_timestamp()
    where e.pk_entity_registration = v_known and e.status = 'active';
    if found then
      v_changes := v_changes || jsonb_build_object(
        'field', 'status', 'old', 'active', 'new', 'retired', 'why', 'the file has changed since the last import');
    end if;
  end if;
  perform specql_cutover.note_row(
    run, 'entities', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_entity(bigint, bigint, text, jsonb, text, integer, text) is
  'Gives the entity its code, or merges the file''s row into the one that is there, and notes the row. The old code '
  'stays in legacy_code. Raises what makes the row a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011757_fn_import_entity.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011758_fn_kept_sequence.sql
-- 011758  specql_cutover.kept_sequence()
-- The entity digit of a legacy code that is kept.

create or replace function specql_cutover.kept_sequence(code text, layout text)
  returns integer
  language plpgsql
  immutable
as $$
begin
  return case when layout = 'SDSEX' and upper(code collate "C") ~ '^01..[1-9A-F]1$'
    then strpos('123456789ABCDEF', upper(substr(code, 5, 1) collate "C"))
  end;
end;
$$;

comment on function specql_cutover.kept_sequence(text, text) is
  'The digit as a number where the code is SDSEX, of layer 01, and names the table (file 1); null where a new code is '
  'to be given.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011758_fn_kept_sequence.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011759_fn_known_entity.sql
-- 011759  specql_cutover.known_entity()
-- The entity that a file's row is about, if the registry has it.

create or replace function specql_cutover.known_entity(subdomain bigint, name text, out pk bigint)
  language plpgsql
  stable
as $$
declare
  v_key constant text := common.name_key(name);
begin
  select e.pk_entity_registration
  into pk
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = subdomain and e.name_key = v_key;
end;
$$;

comment on function specql_cutover.known_entity(bigint, text) is 'Its internal key, or null.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/011759_fn_known_entity.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175A_fn_merge_entity.sql
-- 01175A  specql_cutover.merge_entity()
-- Merges a file's row into an entity that the registry has.

create or replace function specql_cutover.merge_entity(
  pk bigint, file jsonb, entity_code text, assigned_at timestamptz, table_code text, zone text
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_known record;
  v_code  constant text := upper(merge_entity.table_code collate "C");
begin
  select e.table_code, e.legacy_code, e.legacy, to_jsonb(e) as fields
  into v_known
  from specql_registry.tb_entity_registration as e
  where e.pk_entity_registration = pk;
  if v_known.legacy is not distinct from file then
    return '[]';
  end if;

  -- A code is final: the file may say the code that is, or the one that was.
  if merge_entity.table_code is not null
    and v_code <> v_known.table_code
    and merge_entity.table_code is distinct from v_known.legacy_code
  then
    raise exception using
      errcode = 'SG306',
      message = 'the entity has another code',
      detail = format('The file says %s, the registry %s.', merge_entity.table_code, v_known.table_code),
      hint = 'Codes are final. Take the registry''s code over into the file, or register the entity under another name.',
      column = 'table_code';
  end if;

  return specql_cutover.merge_row(
    target => 'specql_registry.tb_entity_registration', pk_column => 'pk_entity_registration', pk => merge_entity.pk,
    fields => v_known.fields, legacy => v_known.legacy,
    -- The code was compared above; what the registry remembers of it stays.
    file => jsonb_set(file, '{entry,table_code}', coalesce(v_known.legacy -> 'entry' -> 'table_code', to_jsonb(v_known.table_code))),
    columns => jsonb_build_object(
      'entity_code', jsonb_build_array(
        'entity_code', merge_entity.entity_code, upper(v_known.legacy #>> '{entry,entity_code}' collate "C")
      ),
      'assigned_at', jsonb_build_array(
        'assigned_at', merge_entity.assigned_at, specql_cutover.time_of(v_known.legacy -> 'entry', 'assigned_at', zone)
      ),
      'table_code', jsonb_build_array('table_code', v_known.table_code, v_known.table_code)
    )
  );
end;
$$;

comment on function specql_cutover.merge_entity(bigint, jsonb, text, timestamptz, text, text) is
  'The changes, [] where there are none. SG306: the file gives the entity another code.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175A_fn_merge_entity.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175B_fn_import_read_entity.sql
-- 01175B  specql_cutover.import_read_entity()
-- Imports one read entity, without its files; its code stays as it was.

create or replace function specql_cutover.import_read_entity(
  run bigint, subdomain bigint, key text, entry jsonb, ordinal integer, path text, line integer, zone text
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'files';
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_name    constant text := common.checked_name(key, 'key');
  v_code    constant text := nullif(specql_cutover.text_of(v_entry, 'code'), '');
  v_number  constant integer := specql_cutover.integer_of(v_entry, 'entity_number');
  v_type    constant text := specql_cutover.text_of(v_entry, 'view_type');
  v_at      constant timestamptz := specql_cutover.time_of(v_entry, 'assigned_at', zone);
  v_layout  text;
  v_known   record;
  v_changes jsonb := '[]';
begin
  select specql_cutover.legacy_layout(v_code, s.domain_number, s.subdomain_number)
  into v_layout
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = subdomain;
  select r.pk_read_entity, r.legacy, to_jsonb(r) as fields
  into v_known
  from specql_registry.tb_read_entity as r
  where r.fk_subdomain = subdomain and common.name_key(r.read_entity_name) = common.name_key(v_name);

  if not found then
    insert into specql_registry.tb_read_entity
      (fk_subdomain, read_entity_name, code, code_layout, entity_number, view_type, assigned_at, position, legacy)
    values (subdomain, v_name, v_code, v_layout, v_number, v_type, v_at, ordinal, v_file)
    returning pk_read_entity into v_known.pk_read_entity;
    if v_layout in ('elsewhere', 'unknown') then
      v_changes := jsonb_build_array(jsonb_build_object('field', 'code', 'old', v_code, 'new', v_code, 'why', case v_layout
        when 'unknown' then 'it is no code; kept verbatim'
        else 'it names another place in every reading; kept verbatim'
      end));
    end if;
    perform specql_cutover.note_row(
      run, 'read_entities', path, line, case when v_changes = '[]' then 'imported' else 'changed' end, v_changes, v_entry);
    return v_known.pk_read_entity;
  end if;

  if v_known.legacy is distinct from v_file then
    v_changes := specql_cutover.merge_row(
      target => 'specql_registry.tb_read_entity', pk_column => 'pk_read_entity', pk => v_known.pk_read_entity,
      fields => v_known.fields, legacy => v_known.legacy, file => v_file,
      columns => jsonb_build_object(
        'code', jsonb_build_array('code', v_code, v_known.legacy #> '{entry,code}'),
        'entity_number', jsonb_build_array(
          'entity_number', v_number, specql_cutover.integer_of(v_known.legacy -> 'entry', 'entity_number')
        ),
        'view_type', jsonb_build_array('view_type', v_type, v_known.legacy #> '{entry,view_type}'),
        'assigned_at', jsonb_build_array(
          'assigned_at', v_at, specql_cutover.time_of(v_known.legacy -> 'entry', 'assigned_at', zone)
        )
      )
    );
  end if;
  perform specql_cutover.note_row(run, 'read_entities', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_read_entity;
end;
$$;

comment on function specql_cutover.import_read_entity(bigint, bigint, text, jsonb, integer, text, integer, text) is
  'Keeps the read entity, or merges the file''s row into it; notes the row; returns its internal key. Raises what makes '
  'the row a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175B_fn_import_read_entity.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175C_fn_import_read_file.sql
-- 01175C  specql_cutover.import_read_file()
-- Imports one file of a read entity; a repeated row stands once, with all its positions.

create or replace function specql_cutover.import_read_file(
  run bigint, read_entity bigint, entry jsonb, list_position integer, path text, line integer
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_code    constant text := specql_cutover.text_of(v_entry, 'code');
  v_type    constant text := specql_cutover.text_of(v_entry, 'type');
  v_name    constant text := specql_cutover.text_of(v_entry, 'name');
  v_number  constant integer := specql_cutover.integer_of(v_entry, 'file_num');
  v_outcome text := 'unchanged';
begin
  -- The whole row decides whether two rows are the same, unknown keys included.
  if not exists (
    select from specql_registry.tb_read_entity_file as f
    where f.fk_read_entity = read_entity and f.legacy = v_entry and list_position = any (f.positions)
  ) then
    v_outcome := 'imported';
    update specql_registry.tb_read_entity_file as f
    set positions = f.positions || list_position
    where f.fk_read_entity = read_entity and f.legacy = v_entry;
    if not found then
      insert into specql_registry.tb_read_entity_file
        (fk_read_entity, file_code, file_type, file_name, file_number, positions, legacy)
      values (read_entity, v_code, v_type, v_name, v_number, array[list_position], v_entry);
    end if;
  end if;
  perform specql_cutover.note_row(run, 'read_files', path, line, v_outcome);
end;
$$;

comment on function specql_cutover.import_read_file(bigint, bigint, jsonb, integer, text, integer) is
  'Keeps the row and notes it. Raises what makes the row a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175C_fn_import_read_file.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175D_fn_import_small.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175D_fn_import_small.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175E_fn_import_row.sql
-- 01175E  specql_cutover.import_row()
-- Imports one row of a registry file, whatever its kind.

create or replace function specql_cutover.import_row(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer,
  parent bigint, context jsonb, zone text
)
  returns bigint
  language plpgsql
  volatile
as $$
begin
  case source_table
  when 'domains' then
    return specql_cutover.import_domain(run, key, entry, path, line);
  when 'subdomains' then
    return specql_cutover.import_subdomain(run, parent, key, entry, path, line);
  when 'entities' then
    perform specql_cutover.import_entity(run, parent, key, entry, path, line, zone);
  when 'read_entities' then
    return specql_cutover.import_read_entity(run, parent, key, entry, ordinal, path, line, zone);
  when 'read_files' then
    perform specql_cutover.import_read_file(run, parent, entry, ordinal - 1, path, line);
  when 'services' then
    return specql_cutover.import_service(run, entry, ordinal, path, line);
  when 'operations' then
    perform specql_cutover.import_operation(run, parent, entry, ordinal, path, line);
  else
    perform specql_cutover.import_small(run, source_table, key, entry, ordinal, path, line, context);
  end case;
  return null;
end;
$$;

comment on function specql_cutover.import_row(
  bigint, text, text, jsonb, integer, text, integer, bigint, jsonb, text) is
  'Imports the row and notes it; returns the internal key that rows below it need. Raises what makes it a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175E_fn_import_row.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175F_fn_try_row.sql
-- 01175F  specql_cutover.try_row()
-- Imports one row or, where it is at fault, keeps it as a rejected one. Rows below it follow.

create or replace function specql_cutover.try_row(
  run bigint, source_table text, key text, entry jsonb, ordinal integer, path text, line integer,
  parent bigint, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_pk     bigint;
  v_code   text;
  v_reason text;
  v_detail text;
  v_field  text;
  v_hint   text;
begin
  begin
    v_pk := specql_cutover.import_row(run, source_table, key, entry, ordinal, path, line, parent, context, zone);
  exception
    when sqlstate 'SG102' or sqlstate 'SG103' or sqlstate 'SG105' or sqlstate 'SG106' or sqlstate 'SG107'
      or sqlstate 'SG108' or sqlstate 'SG109' or sqlstate 'SG111' or sqlstate 'SG112' or sqlstate 'SG116'
      or sqlstate 'SG301' or sqlstate 'SG302' or sqlstate 'SG303' or sqlstate 'SG304' or sqlstate 'SG305'
      or sqlstate 'SG306' or sqlstate 'SG307' or sqlstate 'SG308' or sqlstate 'SG206' or sqlstate 'SG209'
      or check_violation or not_null_violation or unique_violation
      or invalid_datetime_format or datetime_field_overflow or invalid_text_representation
    then
      get stacked diagnostics
        v_code = returned_sqlstate, v_reason = message_text, v_detail = pg_exception_detail,
        v_field = column_name, v_hint = pg_exception_hint;
      perform specql_cutover.note_reject(
        run => run, source_table => try_row.source_table, path => try_row.path, line => try_row.line,
        entry => case when key is null or jsonb_typeof(try_row.entry) <> 'object' then try_row.entry
          else try_row.entry || jsonb_build_object('$key', key) end,
        context => context, code => case when v_code like 'SG%' then v_code else 'SG100' end,
        reason => v_reason || case when v_code like 'SG%' and v_detail <> '' then ': ' || v_detail else '' end,
        field => v_field, hint => v_hint
      );
      return;
  end;
  if v_pk is not null then
    perform specql_cutover.import_below(run, source_table, entry, path, v_pk, key, context, zone);
  end if;
end;
$$;

comment on function specql_cutover.try_row(
  bigint, text, text, jsonb, integer, text, integer, bigint, jsonb, text) is
  'Imports a row and what stands below it. An error that lies in the row is kept with it in tb_import_reject; any other '
  'error ends the import.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01175_registry_import/01175F_fn_try_row.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011761_fn_import_service.sql
-- 011761  specql_cutover.import_service()
-- Imports one service of either shape, without its operations and dependencies.

create or replace function specql_cutover.import_service(run bigint, entry jsonb, ordinal integer, path text, line integer)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'operations';
  v_file    constant jsonb := jsonb_build_object('entry', v_entry);
  v_name    constant text := common.checked_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_values  constant jsonb := specql_cutover.service_values(v_entry);
  v_last    jsonb;
  v_known   record;
  v_changes jsonb := '[]';
begin
  if exists (
    select from specql_cutover.tb_import_row as r
    where r.fk_import_run = run and r.source_table = 'services' and r.outcome <> 'rejected'
      and common.name_key(r.source_row ->> 'name') = common.name_key(v_name)
  ) then
    raise exception using
      errcode = 'SG302', message = format('two services have the name %s', quote_literal(v_name)),
      hint = 'Merge the two entries, or rename one.', column = 'name';
  end if;
  select s.pk_service, s.legacy, to_jsonb(s) as fields
  into v_known
  from specql_service.tb_service as s
  where common.name_key(s.service_name) = common.name_key(v_name);

  if not found then
    insert into specql_service.tb_service
      (service_name, domain_name, database_name, schema_names, service_type, category, execution_type,
       runner_config, security_policy, position, legacy)
    select
      v_name, v.domain_name, v.database_name, v.schema_names, v.service_type, v.category, v.execution_type,
      v.runner_config, v.security_policy, ordinal, v_file
    from jsonb_populate_record(null::specql_service.tb_service, v_values) as v
    returning pk_service into v_known.pk_service;
    perform specql_cutover.note_row(run, 'services', path, line, 'imported', '[]', v_entry);
    return v_known.pk_service;
  end if;

  if v_known.legacy is distinct from v_file then
    v_last := specql_cutover.service_values(v_known.legacy -> 'entry');
    v_changes := specql_cutover.merge_row(
      target => 'specql_service.tb_service', pk_column => 'pk_service', pk => v_known.pk_service,
      fields => v_known.fields, legacy => v_known.legacy, file => v_file,
      columns => (
        select jsonb_object_agg(c.key, jsonb_build_array(specql_cutover.service_field(c.key), c.value, v_last -> c.key))
        from jsonb_each(v_values) as c
      )
    );
  end if;
  perform specql_cutover.note_row(run, 'services', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_service;
end;
$$;

comment on function specql_cutover.import_service(bigint, jsonb, integer, text, integer) is
  'Registers the service, or merges the file''s row into it; notes the row; returns its internal key. Raises what makes '
  'the row a rejected one: SG302 for a second service of one name.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011761_fn_import_service.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011762_fn_service_values.sql
-- 011762  specql_cutover.service_values()
-- The columns of a service, read from its definition.

create or replace function specql_cutover.service_values(entry jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object(
    'domain_name', specql_cutover.text_of(entry, 'domain'),
    'database_name', specql_cutover.text_of(entry, 'database'),
    'schema_names', specql_cutover.texts_of(entry, 'schemas'),
    'service_type', specql_cutover.text_of(entry, 'type'),
    'category', specql_cutover.text_of(entry, 'category'),
    'execution_type', coalesce(nullif(specql_cutover.text_of(entry, 'execution_type'), ''), 'http'),
    'runner_config', entry -> 'runner_config',
    'security_policy', entry -> 'security_policy'
  );
$$;

comment on function specql_cutover.service_values(jsonb) is
  'The values by column name; execution_type is http where the definition says nothing. SG116: a value has the wrong form.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011762_fn_service_values.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011763_fn_service_field.sql
-- 011763  specql_cutover.service_field()
-- What a service's column is called in its definition.

create or replace function specql_cutover.service_field(column_name text)
  returns text
  language sql
  immutable
as $$
  select case column_name
    when 'domain_name' then 'domain' when 'database_name' then 'database' when 'schema_names' then 'schemas'
    when 'service_type' then 'type' else column_name
  end;
$$;

comment on function specql_cutover.service_field(text) is 'The key of the definition that a column of tb_service holds.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011763_fn_service_field.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011764_fn_import_operation.sql
-- 011764  specql_cutover.import_operation()
-- Imports one operation of a service.

create or replace function specql_cutover.import_operation(
  run bigint, service bigint, entry jsonb, ordinal integer, path text, line integer
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_file    constant jsonb := jsonb_build_object('entry', v_entry);
  v_name    constant text := common.checked_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_timeout constant text := specql_cutover.text_of(v_entry, 'timeout');
  v_retries constant integer := specql_cutover.integer_of(v_entry, 'max_retries');
  v_known   record;
  v_changes jsonb := '[]';
begin
  if coalesce(v_timeout, '1') !~ '^[0-9]{1,9}(\.[0-9]{1,6})?$' then
    raise exception using
      errcode = 'SG116', message = 'timeout must be a number of seconds',
      detail = format('It is %s.', quote_literal(left(v_timeout, 40))), column = 'timeout';
  end if;
  select o.pk_operation, o.legacy, to_jsonb(o) as fields
  into v_known
  from specql_service.tb_operation as o
  where o.fk_service = service and common.name_key(o.operation_name) = common.name_key(v_name);

  if not found then
    insert into specql_service.tb_operation
      (fk_service, operation_name, input_schema, output_schema, timeout_seconds, max_retries, position, legacy)
    values
      (service, v_name, v_entry -> 'input_schema', v_entry -> 'output_schema',
       coalesce(v_timeout::numeric, 30), coalesce(v_retries, 3), ordinal, v_file);
    perform specql_cutover.note_row(run, 'operations', path, line, 'imported', '[]', v_entry);
    return;
  end if;
  if exists (
    select from specql_cutover.tb_import_row as r
    where r.fk_import_run = run and r.source_table = 'operations' and r.outcome <> 'rejected'
      and starts_with(r.path, regexp_replace(import_operation.path, '\.[^.]*$', '.'))
      and common.name_key(r.source_row ->> 'name') = common.name_key(v_name)
  ) then
    raise exception using
      errcode = 'SG302', message = format('two operations have the name %s', quote_literal(v_name)), column = 'name';
  end if;

  if v_known.legacy is distinct from v_file then
    v_changes := specql_cutover.merge_row(
      target => 'specql_service.tb_operation', pk_column => 'pk_operation', pk => v_known.pk_operation,
      fields => v_known.fields, legacy => v_known.legacy, file => v_file,
      columns => jsonb_build_object(
        'input_schema', jsonb_build_array('input_schema', v_entry -> 'input_schema', v_known.legacy #> '{entry,input_schema}'),
        'output_schema', jsonb_build_array('output_schema', v_entry -> 'output_schema', v_known.legacy #> '{entry,output_schema}'),
        'timeout_seconds', jsonb_build_array('timeout', coalesce(v_timeout::numeric, 30),
          coalesce((v_known.legacy #>> '{entry,timeout}')::numeric, 30)),
        'max_retries', jsonb_build_array('max_retries', coalesce(v_retries, 3),
          coalesce(specql_cutover.integer_of(v_known.legacy -> 'entry', 'max_retries'), 3))
      )
    );
  end if;
  perform specql_cutover.note_row(run, 'operations', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_operation(bigint, bigint, jsonb, integer, text, integer) is
  'Registers the operation, or merges the file''s row into it, and notes the row. timeout is in seconds, 30 where absent; '
  'max_retries is 3 where absent.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011764_fn_import_operation.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011765_fn_import_services_document.sql
-- 011765  specql_cutover.import_services_document()
-- Imports the services of a document, then what they depend on.

create or replace function specql_cutover.import_services_document(run bigint, document jsonb, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_service record;
begin
  if jsonb_typeof(document) is distinct from 'object' or not document ? 'services' then
    raise exception using
      errcode = 'SG112',
      message = 'the document is no service registry',
      hint = 'A service registry has the key services at its top. A domain registry goes to import registry.',
      column = 'document';
  end if;
  -- Who depends on what nobody knows, or on itself by a detour, is refused before anything is registered.
  for v_service in select e.* from specql_cutover.entries(document -> 'services', 'services') as e order by e.ordinal loop
    perform specql_cutover.try_service(run, document -> 'services', v_service.ordinal, v_service.entry, v_service.line, zone);
  end loop;
  perform specql_cutover.import_dependencies(run);
end;
$$;

comment on function specql_cutover.import_services_document(bigint, jsonb, text) is
  'Imports services, operations and dependencies. SG112: the document is no service registry.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011765_fn_import_services_document.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011766_fn_try_service.sql
-- 011766  specql_cutover.try_service()
-- Imports one service, or keeps it as rejected where a dependency of it cannot be.

create or replace function specql_cutover.try_service(
  run bigint, services jsonb, ordinal integer, entry jsonb, line integer, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_path    constant text := 'services.' || (ordinal - 1);
  v_problem record;
begin
  select p.code, p.reason into v_problem from specql_cutover.dependency_problem(services, entry) as p;
  if v_problem.code is not null then
    perform specql_cutover.note_reject(
      run => run, source_table => 'services', path => v_path, line => try_service.line, entry => try_service.entry,
      context => '{}', code => v_problem.code, reason => v_problem.reason, field => 'dependencies',
      hint => 'Name services of this file or of the registry, without a cycle.'
    );
    return;
  end if;
  perform specql_cutover.try_row(
    run, 'services', null, try_service.entry, ordinal, v_path, try_service.line, null, '{}', zone);
end;
$$;

comment on function specql_cutover.try_service(bigint, jsonb, integer, jsonb, integer, text) is
  'As specql_cutover.try_row(), after a look at the dependencies within the whole file.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011766_fn_try_service.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011767_fn_dependency_problem.sql
-- 011767  specql_cutover.dependency_problem()
-- Why a service's dependencies cannot be: one is unknown, or they lead back to the service.

create or replace function specql_cutover.dependency_problem(services jsonb, entry jsonb, out code text, out reason text)
  language plpgsql
  stable
as $$
declare
  v_name    constant text := case when jsonb_typeof(entry) = 'object' then entry ->> 'name' end;
  v_unknown text;
  v_cycle   text;
  v_edge    record;
  v_trails  jsonb;
  v_front   text[];
  v_next    text[];
begin
  if v_name is null or jsonb_typeof(entry -> 'dependencies') is distinct from 'array' then
    return;
  end if;
  select d.name
  into v_unknown
  from jsonb_array_elements_text(entry -> 'dependencies') as d (name)
  where not exists (
      select from jsonb_array_elements(services) as s where common.name_key(s ->> 'name') = common.name_key(d.name)
    )
    and not exists (
      select from specql_service.tb_service as s where common.name_key(s.service_name) = common.name_key(d.name)
    )
  limit 1;
  if found then
    code := 'SG209';
    reason := format('%s depends on %s, which is neither in the file nor in the registry', v_name, quote_literal(v_unknown));
    return;
  end if;

  -- Breadth first from the service: each service is visited once, however many ways lead to it.
  v_trails := jsonb_build_object(common.name_key(v_name), to_jsonb(array[common.name_key(v_name)]));
  v_front := array[common.name_key(v_name)];
  while cardinality(v_front) > 0 and v_cycle is null loop
    v_next := '{}';
    for v_edge in
      select e.source, e.target from specql_cutover.dependency_edges(services) as e where e.source = any (v_front)
    loop
      if v_edge.target = common.name_key(v_name) then
        v_cycle := array_to_string(array(
          select jsonb_array_elements_text(v_trails -> v_edge.source)
        ) || v_edge.target, ' -> ');
        exit;
      end if;
      if not v_trails ? v_edge.target then
        v_trails := v_trails || jsonb_build_object(v_edge.target, (v_trails -> v_edge.source) || to_jsonb(v_edge.target));
        v_next := v_next || v_edge.target;
      end if;
    end loop;
    v_front := v_next;
  end loop;
  if v_cycle is not null then
    code := 'SG206';
    reason := format('the dependencies of %s form a cycle: %s', v_name, v_cycle);
  end if;
end;
$$;

comment on function specql_cutover.dependency_problem(jsonb, jsonb) is
  'SG209 and the unknown service, or SG206 and the path of the cycle, or nulls. Looks at the file and the registry together.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011767_fn_dependency_problem.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011768_fn_import_dependencies.sql
-- 011768  specql_cutover.import_dependencies()
-- Writes the dependencies of the services that an import brought.

create or replace function specql_cutover.import_dependencies(run bigint)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_edge record;
begin
  for v_edge in
    select s.pk_service, n.pk_service as needed, d.position::integer as position, r.path, r.line, d.name
    from specql_cutover.tb_import_row as r
      join specql_service.tb_service as s on common.name_key(s.service_name) = common.name_key(r.source_row ->> 'name')
      cross join lateral jsonb_array_elements_text(
        case jsonb_typeof(r.source_row -> 'dependencies') when 'array' then r.source_row -> 'dependencies' else '[]' end
      ) with ordinality as d (name, position)
      left join specql_service.tb_service as n on common.name_key(n.service_name) = common.name_key(d.name)
    where r.fk_import_run = run and r.source_table = 'services' and r.outcome <> 'rejected'
    order by r.pk_import_row, d.position
  loop
    if v_edge.needed is null then
      perform specql_cutover.note_reject(
        run => run, source_table => 'dependencies', path => v_edge.path || '.dependencies.' || (v_edge.position - 1),
        line => v_edge.line, entry => to_jsonb(v_edge.name), context => '{}', code => 'SG209',
        reason => format('the service %s was rejected itself', quote_literal(v_edge.name)), field => 'dependencies',
        hint => 'Mend that service first.'
      );
      continue;
    end if;
    insert into specql_service.tb_dependency (fk_service, fk_needed_service, position)
    values (v_edge.pk_service, v_edge.needed, v_edge.position)
    on conflict on constraint uq_tb_dependency__services do nothing;
    perform specql_cutover.note_row(
      run, 'dependencies', v_edge.path || '.dependencies.' || (v_edge.position - 1), v_edge.line,
      case when found then 'imported' else 'unchanged' end);
  end loop;
end;
$$;

comment on function specql_cutover.import_dependencies(bigint) is
  'Writes and notes each dependency of the run''s services; one on a service that was rejected is rejected too.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011768_fn_import_dependencies.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011769_fn_dependency_edges.sql
-- 011769  specql_cutover.dependency_edges()
-- Who needs whom, by the file and the registry together.

create or replace function specql_cutover.dependency_edges(services jsonb)
  returns table (source text, target text)
  language sql
  stable
as $$
  select common.name_key(s ->> 'name'), common.name_key(d.name)
  from jsonb_array_elements(services) as s
    cross join lateral jsonb_array_elements_text(
      case jsonb_typeof(s -> 'dependencies') when 'array' then s -> 'dependencies' else '[]' end
    ) as d (name)
  where s ->> 'name' is not null and d.name is not null
  union
  select common.name_key(s.service_name), common.name_key(n.service_name)
  from specql_service.tb_dependency as d
    join specql_service.tb_service as s on s.pk_service = d.fk_service
    join specql_service.tb_service as n on n.pk_service = d.fk_needed_service;
$$;

comment on function specql_cutover.dependency_edges(jsonb) is
  'One row for each dependency, by the keys of the names, of the services of a file and of those that are registered.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01176_service_import/011769_fn_dependency_edges.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011771_fn_import_below.sql
-- 011771  specql_cutover.import_below()
-- Imports the rows that stand below a row that went in.

create or replace function specql_cutover.import_below(
  run bigint, source_table text, entry jsonb, path text, parent bigint, key text, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_place record;
begin
  case source_table
  when 'domains' then
    perform specql_cutover.import_collection(
      run, 'subdomains', entry -> 'subdomains', path || '.subdomains', parent,
      jsonb_build_object('domain', common.digit_of(key)), zone);
  when 'subdomains' then
    select s.domain_number, s.subdomain_number
    into v_place
    from specql_registry.tb_subdomain as s
    where s.pk_subdomain = parent;
    perform specql_cutover.import_entities(
      run, parent, v_place.domain_number, v_place.subdomain_number, entry -> 'entities', path || '.entities', zone);
    perform specql_cutover.compare_counter(run, parent, entry, path);
    perform specql_cutover.import_collection(
      run, 'read_entities', entry -> 'read_entities', path || '.read_entities', parent,
      jsonb_build_object('domain', v_place.domain_number, 'subdomain', v_place.subdomain_number), zone);
  when 'read_entities' then
    perform specql_cutover.import_collection(
      run, 'read_files', entry -> 'files', path || '.files', parent,
      context || jsonb_build_object('read_entity', key), zone);
  when 'services' then
    perform specql_cutover.import_collection(
      run, 'operations', entry -> 'operations', path || '.operations', parent,
      jsonb_build_object('service', entry ->> 'name'), zone);
  else
    null;
  end case;
end;
$$;

comment on function specql_cutover.import_below(bigint, text, jsonb, text, bigint, text, jsonb, text) is
  'Imports a domain''s subdomains, a subdomain''s entities and read entities, a read entity''s files, a service''s operations.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011771_fn_import_below.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011772_fn_import_collection.sql
-- 011772  specql_cutover.import_collection()
-- Imports every row of a collection, in the order of the file.

create or replace function specql_cutover.import_collection(
  run bigint, source_table text, collection jsonb, path text, parent bigint, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_row record;
begin
  for v_row in select e.* from specql_cutover.entries(collection, path) as e order by e.ordinal loop
    perform specql_cutover.try_row(
      run => run, source_table => import_collection.source_table, key => v_row.key, entry => v_row.entry,
      ordinal => v_row.ordinal, path => path || '.' || coalesce(v_row.key, (v_row.ordinal - 1)::text),
      line => v_row.line, parent => parent, context => context, zone => zone
    );
  end loop;
end;
$$;

comment on function specql_cutover.import_collection(bigint, text, jsonb, text, bigint, jsonb, text) is
  'Imports each entry as a row of the given kind. SG112: the collection is neither mapping nor list.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011772_fn_import_collection.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011773_fn_import_entities.sql
-- 011773  specql_cutover.import_entities()
-- Imports a subdomain's entities: first those whose code is kept, then the others in the order of the file.

create or replace function specql_cutover.import_entities(
  run bigint, parent bigint, domain text, subdomain text, collection jsonb, path text, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_row record;
begin
  -- Nearly always the subdomain is new and no row at fault: then all go in at once.
  if not exists (select from specql_registry.tb_entity_registration as e where e.fk_subdomain = parent)
    and specql_cutover.add_all_entities(run, parent, collection, path, zone)
  then
    return;
  end if;

  for v_row in
    select e.*
    from specql_cutover.entries(collection, path) as e
      cross join lateral (
        select case when jsonb_typeof(e.entry) = 'object' then e.entry ->> 'table_code' end as code
      ) as c
    -- A code that is kept must not have been given away before its row comes.
    order by
      specql_cutover.kept_sequence(c.code, specql_cutover.legacy_layout(c.code, domain, subdomain)) is null,
      e.ordinal
  loop
    perform specql_cutover.try_row(
      run => run, source_table => 'entities', key => v_row.key, entry => v_row.entry,
      ordinal => v_row.ordinal, path => path || '.' || coalesce(v_row.key, (v_row.ordinal - 1)::text),
      line => v_row.line, parent => parent,
      context => jsonb_build_object('domain', domain, 'subdomain', subdomain), zone => zone
    );
  end loop;
end;
$$;

comment on function specql_cutover.import_entities(bigint, bigint, text, text, jsonb, text, text) is
  'Imports each entity of a subdomain. SG112: the collection is neither mapping nor list.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011773_fn_import_entities.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011774_fn_report_of.sql
-- 011774  specql_cutover.report_of()
-- The report of an import, from what was noted of each row.

create or replace function specql_cutover.report_of(run bigint)
  returns jsonb
  language sql
  stable
as $$
  with counted as (
    select
      r.source_table,
      count(*) as source,
      count(*) filter (where r.outcome = 'imported') as imported,
      count(*) filter (where r.outcome = 'updated') as updated,
      count(*) filter (where r.outcome = 'unchanged') as unchanged,
      count(*) filter (where r.outcome = 'changed') as changed,
      count(*) filter (where r.outcome = 'rejected') as rejected
    from specql_cutover.tb_import_row as r
    where r.fk_import_run = run
    group by r.source_table
  )
  select jsonb_build_object(
    'counts', (
      select jsonb_build_object(
        'source', coalesce(sum(c.source), 0), 'imported', coalesce(sum(c.imported), 0),
        'updated', coalesce(sum(c.updated), 0), 'unchanged', coalesce(sum(c.unchanged), 0),
        'changed', coalesce(sum(c.changed), 0), 'rejected', coalesce(sum(c.rejected), 0)
      )
      from counted as c
    ),
    'tables', (select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}') from counted as c),
    'changes', (
      select coalesce(jsonb_agg(
        g.change || case when r.line is null then '{}'::jsonb else jsonb_build_object('line', r.line) end
        order by r.pk_import_row, g.position
      ), '[]')
      from specql_cutover.tb_import_row as r
        cross join lateral jsonb_array_elements(r.changes) with ordinality as g (change, position)
      where r.fk_import_run = run
    ),
    'rejects', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', j.id, 'table', j.source_table, 'path', j.path, 'line', j.line, 'field', j.field, 'code', j.code,
        'reason', j.reason, 'hint', j.hint, 'row', j.row
      ) order by j.pk_import_reject), '[]')
      from specql_cutover.tb_import_reject as j
      where j.fk_import_run = run
    )
  );
$$;

comment on function specql_cutover.report_of(bigint) is
  'counts (source is the sum of the others), tables (the same for each kind of row), changes and rejects.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011774_fn_report_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011775_fn_checked_options.sql
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
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011775_fn_checked_options.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011776_fn_run_import.sql
-- 011776  specql_cutover.run_import()
-- Runs an import as a whole: all of it goes in, or nothing does.

create or replace function specql_cutover.run_import(kind text, document jsonb, options jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_options constant jsonb := specql_cutover.checked_options(options);
  v_run     bigint;
  v_id      uuid;
  v_report  jsonb;
  v_written boolean;
begin
  -- One import at a time: two would compare themselves with each other's halves.
  perform pg_advisory_xact_lock(hashtextextended('specql_cutover.run_import', 0));
  begin
    insert into specql_cutover.tb_import_run (kind, source, source_hash, options)
    values (run_import.kind, v_options ->> 'source', v_options ->> 'file_hash', v_options)
    returning pk_import_run, id into v_run, v_id;

    case kind
    when 'registry' then
      perform specql_cutover.import_registry_document(v_run, document, v_options ->> 'timezone');
    when 'services' then
      perform specql_cutover.import_services_document(v_run, document, v_options ->> 'timezone');
    end case;

    v_report := specql_cutover.report_of(v_run);
    v_written := not (v_options ->> 'dry_run')::boolean
      and ((v_options ->> 'quarantine')::boolean or v_report #>> '{counts,rejected}' = '0');
    v_report := jsonb_build_object(
      'run_id', case when v_written then v_id end, 'kind', kind, 'source', v_options -> 'source',
      'dry_run', v_options -> 'dry_run', 'written', v_written
    ) || v_report;

    if not v_written then
      -- Undoes the work and keeps the report. (A code that ends in 000 would catch its whole class.)
      raise exception using errcode = 'SGX01', message = 'undo';
    end if;
    update specql_cutover.tb_import_run as r
    set report = v_report, checksums = specql_cutover.checksums_of(v_run)
    where r.pk_import_run = v_run;
    return v_report;
  exception when sqlstate 'SGX01' then
    return v_report;
  end;
end;
$$;

comment on function specql_cutover.run_import(text, jsonb, jsonb) is
  'Imports a document and returns the report: {run_id, kind, source, dry_run, written, counts, tables, changes, rejects}. '
  'written is false for a dry run, and where rows were rejected without quarantine; then nothing has changed. SG112, '
  'SG113, SG114: the document or the options are wrong.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011776_fn_run_import.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011777_fn_checksums_of.sql
-- 011777  specql_cutover.checksums_of()
-- Compares the rows of the file with what the tables hold of them.

create or replace function specql_cutover.checksums_of(run bigint)
  returns jsonb
  language sql
  stable
as $$
  with held (source_table, path, content) as (
    select 'domains', 'domains.' || (d.legacy ->> 'key'), d.legacy -> 'entry'
    from specql_registry.tb_domain as d
    union all
    select 'subdomains', 'domains.' || (d.legacy ->> 'key') || '.subdomains.' || (s.legacy ->> 'key'), s.legacy -> 'entry'
    from specql_registry.tb_subdomain as s
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    union all
    select
      'entities',
      'domains.' || (d.legacy ->> 'key') || '.subdomains.' || (s.legacy ->> 'key') || '.entities.' || (e.legacy ->> 'key'),
      e.legacy -> 'entry'
    from specql_registry.tb_entity_registration as e
      join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    union all
    select
      'read_entities',
      'domains.' || (d.legacy ->> 'key') || '.subdomains.' || (s.legacy ->> 'key') || '.read_entities.' || (r.legacy ->> 'key'),
      r.legacy -> 'entry'
    from specql_registry.tb_read_entity as r
      join specql_registry.tb_subdomain as s on s.pk_subdomain = r.fk_subdomain
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    union all
    select 'services', 'services.' || (s.position - 1), s.legacy -> 'entry' from specql_service.tb_service as s
  ), hashed as (
    select
      r.source_table,
      r.path,
      encode(sha256(convert_to(r.source_row::text, 'UTF8')), 'hex') as source_hash,
      encode(sha256(convert_to(h.content::text, 'UTF8')), 'hex') as database_hash
    from specql_cutover.tb_import_row as r
      left join held as h on h.source_table = r.source_table and h.path = r.path
    where r.fk_import_run = run
      and r.outcome in ('imported', 'changed')
      and r.source_table in ('domains', 'subdomains', 'entities', 'read_entities', 'services')
  )
  select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}')
  from (
    select
      h.source_table,
      count(*) as rows,
      count(*) filter (where h.source_hash is distinct from h.database_hash) as differing,
      encode(sha256(convert_to(string_agg(h.source_hash, '' order by h.path), 'UTF8')), 'hex') as source_hash,
      encode(sha256(convert_to(string_agg(coalesce(h.database_hash, ''), '' order by h.path), 'UTF8')), 'hex') as database_hash
    from hashed as h
    group by h.source_table
  ) as c;
$$;

comment on function specql_cutover.checksums_of(bigint) is
  'For each kind of row that went in: rows, how many differ from what the tables hold, and sha256 over the hashes of the '
  'rows of the source and of the database.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011777_fn_checksums_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011778_fn_import_registry_document.sql
-- 011778  specql_cutover.import_registry_document()
-- Imports each section of a registry document.

create or replace function specql_cutover.import_registry_document(run bigint, document jsonb, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_section record;
  v_domain  record;
  v_rule    record;
begin
  if jsonb_typeof(document) is distinct from 'object' or not document ? 'domains' then
    raise exception using
      errcode = 'SG112',
      message = 'the document is no domain registry',
      detail = format('It has the keys: %s.', (
        select coalesce(string_agg(k.key, ', '), 'none')
        from jsonb_object_keys(case jsonb_typeof(document) when 'object' then document else '{}' end) as k (key)
      )),
      hint = 'A domain registry has the key domains at its top. A services file goes to import services.',
      column = 'document';
  end if;

  perform specql_cutover.import_collection(
    run, 'schema_layers', document -> 'schema_layers', 'schema_layers', null, '{}', zone);
  -- Sections first: validation and reserved codes govern what follows.
  for v_section in
    select k.key, row_number() over (order by k.position) as ordinal, document -> k.key as content
    from jsonb_object_keys(document) with ordinality as k (key, position)
    where k.key not in ('schema_layers', 'domains', 'reserved_codes', 'subdomain_inference')
      and k.key not like '$%'
  loop
    perform specql_cutover.try_row(
      run, 'sections', v_section.key, v_section.content, v_section.ordinal::integer, v_section.key, null, null, '{}', zone);
  end loop;
  perform specql_cutover.import_collection(
    run, 'reserved_codes', document -> 'reserved_codes', 'reserved_codes', null, '{}', zone);
  perform specql_cutover.import_collection(run, 'domains', document -> 'domains', 'domains', null, '{}', zone);

  for v_domain in
    select e.* from specql_cutover.entries(document -> 'subdomain_inference', 'subdomain_inference') as e order by e.ordinal
  loop
    for v_rule in
      select e.* from specql_cutover.entries(v_domain.entry, 'subdomain_inference.' || v_domain.key) as e order by e.ordinal
    loop
      perform specql_cutover.import_collection(
        run, 'inference_rules',
        case when jsonb_typeof(v_rule.entry) = 'object' then v_rule.entry -> 'patterns' else v_rule.entry end,
        'subdomain_inference.' || v_domain.key || '.' || v_rule.key || '.patterns', null,
        jsonb_build_object('domain', v_domain.key, 'subdomain', v_rule.key), zone
      );
      -- What a rule says beside its patterns, and a rule without any, is kept as a section.
      if jsonb_typeof(v_rule.entry) is distinct from 'array'
        and (jsonb_typeof(v_rule.entry) is distinct from 'object' or v_rule.entry - 'patterns' <> '{}'
          or coalesce(v_rule.entry -> 'patterns', '[]') in ('[]', 'null', '""'))
      then
        perform specql_cutover.try_row(
          run, 'sections', 'subdomain_inference.' || v_domain.key || '.' || v_rule.key, v_rule.entry - 'patterns',
          1000 + v_rule.ordinal, 'subdomain_inference.' || v_domain.key || '.' || v_rule.key, v_rule.line, null, '{}', zone);
      end if;
    end loop;
  end loop;
end;
$$;

comment on function specql_cutover.import_registry_document(bigint, jsonb, text) is
  'Imports layers, other sections, reserved codes, domains with all below them, and inference rules. SG112: the document '
  'is no domain registry.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011778_fn_import_registry_document.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011779_fn_retry_row.sql
-- 011779  specql_cutover.retry_row()
-- Imports one kept row at the place that its context names.

create or replace function specql_cutover.retry_row(
  run bigint, source_table text, entry jsonb, path text, line integer, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_key    constant text := case when jsonb_typeof(entry) = 'object' then entry ->> '$key' end;
  v_entry  constant jsonb := case when jsonb_typeof(entry) = 'object' then entry - '{$key,$line}'::text[] else entry end;
  v_parent bigint;
  v_pk     bigint;
begin
  v_parent := case source_table
    when 'subdomains' then specql_registry.found_domain(context ->> 'domain')
    when 'entities' then specql_registry.found_subdomain(context ->> 'domain', context ->> 'subdomain')
    when 'read_entities' then specql_registry.found_subdomain(context ->> 'domain', context ->> 'subdomain')
    when 'read_files' then (
      select r.pk_read_entity
      from specql_registry.tb_read_entity as r
      where r.fk_subdomain = specql_registry.found_subdomain(context ->> 'domain', context ->> 'subdomain')
        and r.read_entity_name = context ->> 'read_entity'
    )
    when 'operations' then (
      select s.pk_service
      from specql_service.tb_service as s
      where common.name_key(s.service_name) = common.name_key(context ->> 'service')
    )
  end;
  delete from specql_cutover.tb_import_row as r
  where r.fk_import_run = run and r.outcome = 'rejected'
    and (r.path = retry_row.path or starts_with(r.path, retry_row.path || '.'));
  v_pk := specql_cutover.import_row(run, source_table, v_key, v_entry, 1, path, line, v_parent, context, zone);
  if v_pk is not null then
    perform specql_cutover.import_below(run, source_table, v_entry, path, v_pk, v_key, context, zone);
  end if;
  if source_table = 'services' then
    perform specql_cutover.import_dependencies(run);
  end if;
end;
$$;

comment on function specql_cutover.retry_row(bigint, text, jsonb, text, integer, jsonb, text) is
  'Imports the row and what stands below it under the run that had refused it.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/011779_fn_retry_row.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01177_walk/01177A_fn_is_time_zone.sql
-- 01177A  specql_cutover.is_time_zone()
-- Whether PostgreSQL knows a time zone by this name.

create or replace function specql_cutover.is_time_zone(name text)
  returns boolean
  language plpgsql
  stable
as $$
begin
  -- The view pg_timezone_names reads every zone's file, which takes longer than a small import.
  perform now() at time zone name;
  -- POSIX strings such as X5 are zones to PostgreSQL, and hide a mistyped name.
  return name ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$';
exception when invalid_parameter_value then
  return false;
end;
$$;

comment on function specql_cutover.is_time_zone(text) is
  'True for a name of the IANA database (Europe/Paris, UTC), false for anything else, POSIX specifications included.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01177_walk/01177A_fn_is_time_zone.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011781_fn_entity_entry.sql
-- 011781  specql_cutover.entity_entry()
-- An entity's row of the file, without what the export adds to it.

create or replace function specql_cutover.entity_entry(entry jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return specql_cutover.checked_entry(entry)
    - case when entry ->> 'status' in ('active', 'retired') then 'status' else '' end;
end;
$$;

comment on function specql_cutover.entity_entry(jsonb) is
  'The entry without a status that is one of ours. SG112: it is no mapping.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011781_fn_entity_entry.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011782_fn_entity_code_of.sql
-- 011782  specql_cutover.entity_code_of()
-- The short code of an entity's row, in upper case; an import invents none.

create or replace function specql_cutover.entity_code_of(entry jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_code constant text := nullif(specql_cutover.text_of(entry, 'entity_code'), '');
begin
  return case when v_code is not null
    then specql_registry.checked_entity_code(entity_code => v_code, entity_name => null) end;
end;
$$;

comment on function specql_cutover.entity_code_of(jsonb) is
  'The code in upper case, or null where the row has none. SG105: it has other characters.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011782_fn_entity_code_of.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011783_fn_code_reason.sql
-- 011783  specql_cutover.code_reason()
-- Why an imported entity has another code than its file says.

create or replace function specql_cutover.code_reason(code text, layout text)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case
    when code is null then 'it had no code'
    when layout = 'elsewhere' then 'the old code names another place in every reading'
    when layout = 'unknown' then 'the old code is no code'
    when layout = 'SDSEX' then 'the old code names a file that is not the table'
    else format('the old code has the layout %s; codes are SDSEX now', layout)
  end;
end;
$$;

comment on function specql_cutover.code_reason(text, text) is 'The wording for the report.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011783_fn_code_reason.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011784_fn_add_entities.sql
-- 011784  specql_cutover.add_entities()
-- Adds new entities of one subdomain in one step: kept codes stay, the others get the lowest free ones.

create or replace function specql_cutover.add_entities(run bigint, subdomain bigint, rows jsonb, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_place record;
  v_free  integer[];
  v_read  jsonb;
  v_row   record;
begin
  -- The lock that allocation takes: nobody else gives codes here meanwhile.
  select s.domain_number, s.subdomain_number
  into v_place
  from specql_registry.tb_entity_counter as c
    join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
  where c.fk_subdomain = add_entities.subdomain
  for no key update of c;

  v_read := specql_cutover.entity_rows(rows, v_place.domain_number, v_place.subdomain_number, zone);
  for v_row in select r ->> 'wanted_code' as code from jsonb_array_elements(v_read) as r where r ->> 'wanted_code' is not null loop
    perform specql_registry.refuse_taken_code(v_row.code);
  end loop;
  v_free := array(
    select f.digit
    from unnest(specql_registry.free_sequences(add_entities.subdomain)) as f (digit)
    where not exists (
      select from jsonb_array_elements(v_read) as r where (r ->> 'wanted')::integer = f.digit
    )
    order by f.digit
  );

  with placed as (
    select r.*,
      coalesce(r.wanted, v_free[sum((r.wanted is null)::integer) over (order by r.position)]) as sequence
    from jsonb_to_recordset(v_read) as r (
      position integer, name text, path text, line integer, entry jsonb, file jsonb, short text, at timestamptz,
      code text, layout text, wanted integer, retired boolean, changes jsonb
    )
  ), added as (
    insert into specql_registry.tb_entity_registration
      (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code, assigned_at,
       legacy_code, legacy_layout, legacy, status, retired_at)
    select
      add_entities.subdomain, v_place.domain_number, v_place.subdomain_number,
      -- No free digit left: says so.
      coalesce(p.sequence, specql_registry.refuse_full(add_entities.subdomain)), p.name, p.short, p.at,
      p.code, p.layout, p.file, case when p.retired then 'retired' else 'active' end,
      case when p.retired then clock_timestamp() end
    from placed as p
    order by p.position
    returning entity_name, table_code
  )
  insert into specql_cutover.tb_import_row (fk_import_run, source_table, path, line, outcome, changes, source_row)
  select
    run, 'entities', p.path, p.line,
    case when c.changes = '[]' then 'imported' else 'changed' end, c.changes, p.entry
  from placed as p
    join added as a on a.entity_name = p.name
    cross join lateral (
      select case when upper(p.code collate "C") is distinct from a.table_code then jsonb_build_array(jsonb_build_object(
        'path', p.path, 'field', 'table_code', 'old', p.entry -> 'table_code', 'new', a.table_code,
        'why', specql_cutover.code_reason(p.code, p.layout)
      )) else '[]' end || p.changes as changes
    ) as c
  order by p.position;

  update specql_registry.tb_entity_counter as c
  set next_entity_sequence = greatest(
      c.next_entity_sequence, specql_registry.free_sequence(add_entities.subdomain, c.next_entity_sequence)),
    updated_at = clock_timestamp(),
    updated_by = common.current_actor()
  where c.fk_subdomain = add_entities.subdomain;
end;
$$;

comment on function specql_cutover.add_entities(bigint, bigint, jsonb, text) is
  'rows: [{key, entry, path, line}] in the order of the file, of entities that the subdomain does not have. Notes each as '
  'imported, or changed where its code is another. SG304: no digit is left. SG306, SG307: a kept code is given or reserved. '
  'Raises what makes a row a rejected one; two rows that want one code violate a constraint.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011784_fn_add_entities.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011785_fn_entity_rows.sql
-- 011785  specql_cutover.entity_rows()
-- The rows of new entities, read and checked.

create or replace function specql_cutover.entity_rows(rows jsonb, domain text, subdomain text, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_row   record;
  v_entry jsonb;
  v_code  text;
  v_short text;
  v_place text;
  v_list  jsonb[] := '{}';
begin
  for v_row in
    select r.value ->> 'key' as key, r.value -> 'entry' as entry, r.value ->> 'path' as path, r.value -> 'line' as line, r.position
    from jsonb_array_elements(rows) with ordinality as r (value, position)
  loop
    v_entry := specql_cutover.entity_entry(v_row.entry);
    v_code := nullif(specql_cutover.text_of(v_entry, 'table_code'), '');
    v_short := specql_cutover.entity_code_of(v_entry);
    v_place := specql_cutover.legacy_layout(v_code, domain, subdomain);
    v_list := v_list || jsonb_build_object(
      'position', v_row.position, 'name', common.checked_name(v_row.key, 'key'), 'path', v_row.path, 'line', v_row.line,
      'entry', v_entry, 'file', jsonb_build_object('key', v_row.key, 'entry', v_entry), 'short', v_short,
      'at', specql_cutover.time_of(v_entry, 'assigned_at', zone), 'code', v_code, 'layout', v_place,
      'wanted', specql_cutover.kept_sequence(v_code, v_place),
      'wanted_code', case when specql_cutover.kept_sequence(v_code, v_place) is not null then upper(v_code collate "C") end,
      'retired', v_row.entry ->> 'status' is not distinct from 'retired',
      'changes', case
        when v_short is not distinct from nullif(v_entry ->> 'entity_code', '') then '[]'::jsonb
        else jsonb_build_array(jsonb_build_object(
          'path', v_row.path, 'field', 'entity_code', 'old', v_entry -> 'entity_code', 'new', v_short,
          'why', 'entity codes are upper case'
        ))
      end
    );
  end loop;
  return to_jsonb(v_list);
end;
$$;

comment on function specql_cutover.entity_rows(jsonb, text, text, text) is
  'One object for each row: its values as the table holds them, the digit that it keeps, and its changes. Raises what makes '
  'a row a rejected one.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011785_fn_entity_rows.sql
--! Included 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011786_fn_add_all_entities.sql
-- 011786  specql_cutover.add_all_entities()
-- Tries to add a whole collection of entities at once.

create or replace function specql_cutover.add_all_entities(
  run bigint, subdomain bigint, collection jsonb, path text, zone text
)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_rows constant jsonb := (
    select jsonb_agg(jsonb_build_object(
      'key', e.key, 'entry', e.entry, 'line', e.line,
      'path', add_all_entities.path || '.' || coalesce(e.key, (e.ordinal - 1)::text)
    ) order by e.ordinal)
    from specql_cutover.entries(collection, path) as e
  );
begin
  if v_rows is not null then
    perform specql_cutover.add_entities(run, add_all_entities.subdomain, v_rows, zone);
  end if;
  return true;
exception
  -- A row is at fault. Which one, row by row will show.
  when sqlstate 'SG102' or sqlstate 'SG103' or sqlstate 'SG105' or sqlstate 'SG112' or sqlstate 'SG116'
    or sqlstate 'SG304' or sqlstate 'SG306' or sqlstate 'SG307'
    or check_violation or not_null_violation or unique_violation
    or invalid_datetime_format or datetime_field_overflow or invalid_text_representation
  then
    return false;
end;
$$;

comment on function specql_cutover.add_all_entities(bigint, bigint, jsonb, text, text) is
  'True where all went in; false, and nothing has changed, where a row is at fault.';
--! EndIncluded 0_schema/01_write_side/011_core/0117_cutover/01178_entity_import/011786_fn_add_all_entities.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/01113_entity/01113B_fn_code_parts.sql
-- 01113B  specql_registry.code_parts()
-- Takes a code of two to six digits apart and names its parts.

create or replace function specql_registry.code_parts(code text)
  returns table (
    full_code        text,
    status           text,
    layer            text,
    layer_name       text,
    domain_number    text,
    domain_name      text,
    subdomain_number text,
    subdomain_name   text,
    entity_digit     text,
    entity_name      text,
    file_digit       text,
    file_kind        text,
    file_name        text,
    path             text
  )
  language sql
  stable
as $$
  with part as (
    select
      left(code_parts.code, 2) as layer,
      nullif(substr(code_parts.code, 3, 1), '') as domain,
      nullif(substr(code_parts.code, 4, 1), '') as subdomain,
      nullif(substr(code_parts.code, 5, 1), '') as entity,
      nullif(substr(code_parts.code, 6, 1), '') as file
  ), named as (
    select
      p.*,
      coalesce(
        (select l.layer_name from specql_registry.tb_schema_layer as l where l.layer = p.layer),
        case p.layer when '00' then 'common' when '01' then 'write_side' when '02' then 'query_side' when '03' then 'functions' end
      ) as layer_name,
      d.domain_name,
      s.subdomain_name,
      e.entity_name,
      e.status as entity_status,
      case
        when f.kind is not null then f.kind
        when p.layer = '01' and p.file = '1' and e.table_code is not null then 'tb'
      end as file_kind,
      case
        when f.file_name is not null then f.file_name
        when p.layer = '01' and p.file = '1' then e.entity_name
      end as file_name
    from part as p
      left join specql_registry.tb_domain as d on d.domain_number = p.domain
      left join specql_registry.tb_subdomain as s on s.fk_domain = d.pk_domain and s.subdomain_number = p.subdomain
      left join specql_registry.tb_entity_registration as e
        on e.table_code = '01' || p.domain || p.subdomain || p.entity || '1'
      left join specql_registry.tb_entity_file as f on f.file_code = code_parts.code
  )
  select
    code_parts.code,
    case
      when specql_registry.code_is_reserved(code_parts.code) then 'reserved'
      when n.layer_name is null
        or (n.subdomain is not null and n.domain_name is null)
        or (n.entity is not null and n.subdomain_name is null)
        or (n.file is not null and n.entity_name is null and not (n.layer = '01' and n.file = '1')) then 'unregistered'
      when n.entity_status = 'retired' then 'retired'
      when coalesce(n.file_kind, case when n.file is null then coalesce(
        n.entity_name, case when n.entity is null then coalesce(
          n.subdomain_name, case when n.subdomain is null then coalesce(
            n.domain_name, case when n.domain is null then n.layer_name end) end) end) end) is not null then 'given'
      else 'free'
    end,
    n.layer,
    n.layer_name,
    n.domain,
    n.domain_name,
    n.subdomain,
    n.subdomain_name,
    n.entity,
    n.entity_name,
    n.file,
    n.file_kind,
    n.file_name,
    array_to_string(array[
      n.layer || '_' || common.snake_case(n.layer_name),
      n.layer || n.domain || '_' || common.snake_case(n.domain_name),
      n.layer || n.domain || n.subdomain || '_' || common.snake_case(n.subdomain_name),
      n.layer || n.domain || n.subdomain || n.entity || '_' || common.snake_case(n.entity_name),
      code_parts.code || '_' || n.file_kind || '_' || common.snake_case(n.file_name) || '.sql'
    ], '/')
  from named as n;
$$;

comment on function specql_registry.code_parts(text) is
  'The parts of a code, their names where they are registered, its status, and its path in a source tree (as far as '
  'its parts have names).';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/01113_entity/01113B_fn_code_parts.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111D_export/0111D1_fn_domain_document.sql
-- 0111D1  specql_registry.domain_document()
-- A domain with all below it, as the legacy file writes it.

create or replace function specql_registry.domain_document(domain bigint)
  returns jsonb
  language sql
  stable
as $$
  select
    coalesce(d.legacy -> 'entry', '{}')
    || jsonb_build_object('$key', coalesce(d.legacy ->> 'key', d.domain_number), 'name', d.domain_name)
    || case when d.description is null and not coalesce(d.legacy -> 'entry' ? 'description', false) then '{}'
      else jsonb_build_object('description', d.description) end
    -- A key that the file did not have and whose value is the default stays away.
    || case when not d.multi_tenant and d.legacy is not null and not (d.legacy -> 'entry' ? 'multi_tenant') then '{}'
      else jsonb_build_object('multi_tenant', d.multi_tenant::text) end
    || case when d.aliases = '{}' then '{}' else jsonb_build_object('aliases', d.aliases) end
    || jsonb_build_object('subdomains', (
      select coalesce(jsonb_agg(specql_registry.subdomain_document(s.pk_subdomain) order by s.subdomain_number), '[]')
      from specql_registry.tb_subdomain as s
      where s.fk_domain = d.pk_domain
    ))
  from specql_registry.tb_domain as d
  where d.pk_domain = domain;
$$;

comment on function specql_registry.domain_document(bigint) is
  'The domain as app.export_registry() shows it: what the legacy file said, with what the registry says laid over it.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111D_export/0111D1_fn_domain_document.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111E_layout/0111E2_fn_layout_problems.sql
-- 0111E2  specql_registry.layout_problems()
-- Where a source tree breaks the rules of the numbering.

create or replace function specql_registry.layout_problems(paths text[])
  returns table (path text, code text, rule text, message text, hint text)
  language sql
  stable
as $$
  with part as (
    select distinct on (p.full_path)
      p.full_path, p.part, p.is_file, p.code, p.parent_code, p.kind, p.part_name
    from specql_registry.layout_parts(paths) as p
    order by p.full_path
  )
  select p.full_path, p.code, 'upper_case', format('code %s is not in upper case', p.code),
    format('Write it %s.', upper(p.code))
  from part as p
  where p.code <> upper(p.code)
  union all
  select p.full_path, p.code, 'zero', format('code %s has a zero below the layer', p.code),
    'Zero stands for the level above itself; digits go from 1 to F.'
  from part as p
  where substr(p.code, 3) like '%0%'
  union all
  select p.full_path, p.code, 'too_long', format('code %s has more than six digits', p.code),
    'Layer (two digits), domain, subdomain, entity, file.'
  from part as p
  where length(p.code) > 6
  union all
  select p.full_path, p.code, 'parent', format('%s does not stand in the folder of its code', p.part),
    case when p.parent_code is null then 'It belongs below a folder with the code ' || left(p.code, greatest(length(p.code) - 1, 2)) || '.'
      else format('The folder above has the code %s, so the code must be that and one digit.', p.parent_code) end
  from part as p
  where p.code is not null
    and case
      when p.parent_code is null then length(p.code) <> 2
      else left(p.code, -1) <> p.parent_code
    end
  union all
  select p.full_path, null, 'no_code', format('%s has no code', p.part), 'Name it code_kind_name.sql.'
  from part as p
  where p.is_file and p.code is null and p.parent_code is not null
  union all
  select p.full_path, p.code, 'depth', format('%s is a file with %s digits', p.part, length(p.code)),
    'A file has six digits and stands in the folder of its entity.'
  from part as p
  where p.is_file and length(p.code) < 6
  union all
  select p.full_path, p.code, 'kind', format('%s says no kind of object', p.part),
    'Name it code_kind_name.sql, where kind is tb, tv, v, mv, fn, tr, ty or sc.'
  from part as p
  where p.is_file and p.code is not null
    and coalesce(p.kind, '') not in ('tb', 'tv', 'v', 'mv', 'fn', 'tr', 'ty', 'sc')
  union all
  select p.full_path, p.code, 'table_digit',
    case when p.kind = 'tb' then format('table %s has not the file digit 1', p.part)
      else format('file digit 1 of %s belongs to the table', left(p.code, 5)) end,
    'On the write side file digit 1 is the table, and a table stands nowhere else.'
  from part as p
  where p.is_file and length(p.code) = 6
    and ((p.kind = 'tb' and (right(p.code, 1) <> '1' or left(p.code, 2) <> '01'))
      or (p.kind in ('tv', 'v', 'mv') and left(p.code, 2) = '01' and right(p.code, 1) = '1'))
  union all
  select p.full_path, p.code, 'twice', format('code %s is used twice', p.code),
    format('The other one is %s.', o.full_path)
  from part as p
    join part as o on o.code = p.code and o.full_path <> p.full_path
  union all
  select p.full_path, p.code, 'full', format('%s holds more than fifteen', p.code), 'Split it.'
  from part as p
  where (select count(*) from part as c where c.parent_code = p.code and left(c.full_path, length(p.full_path) + 1) = p.full_path || '/') > 15;
$$;

comment on function specql_registry.layout_problems(text[]) is
  'Problems of the tree itself, whatever is registered: upper_case, zero, too_long, parent, no_code, depth, kind, '
  'table_digit, twice, full.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111E_layout/0111E2_fn_layout_problems.sql
--! Included 0_schema/01_write_side/011_core/0111_registry/0111E_layout/0111E3_fn_layout_strangers.sql
-- 0111E3  specql_registry.layout_strangers()
-- Where a source tree and the registry disagree.

create or replace function specql_registry.layout_strangers(paths text[])
  returns table (path text, code text, rule text, message text, hint text)
  language sql
  stable
as $$
  with part as (
    select distinct on (p.full_path) p.full_path, p.code, p.part_name
    from specql_registry.layout_parts(paths) as p
    where not p.is_file and p.code ~ '^0[0-9A-F][1-9A-F]{0,3}$'
    order by p.full_path
  ), held as (
    select
      p.*,
      case length(p.code) when 2 then 'layer' when 3 then 'domain' when 4 then 'subdomain' else 'entity' end as what,
      case length(p.code)
        when 2 then array(
          select l.layer_name from specql_registry.tb_schema_layer as l where l.layer = p.code
          union all
          select 'foundation' where p.code = '00'
        )
        when 3 then array(
          select n.name
          from specql_registry.tb_domain as d
            join specql_registry.tb_domain_name as n on n.fk_domain = d.pk_domain
          where d.domain_number = substr(p.code, 3, 1) and n.kind <> 'number'
          order by n.kind desc
        )
        when 4 then array(
          select s.subdomain_name
          from specql_registry.tb_subdomain as s
          where s.domain_number = substr(p.code, 3, 1) and s.subdomain_number = substr(p.code, 4, 1)
        )
        else array(
          select e.entity_name
          from specql_registry.tb_entity_registration as e
          where e.table_code = '01' || substr(p.code, 3) || '1'
        )
      end as names
    from part as p
  )
  select h.full_path, h.code,
    case when h.names = '{}' then 'unregistered' else 'other_name' end,
    case
      when h.names = '{}' then format('%s %s is not registered', h.what, substr(h.code, case h.what when 'layer' then 1 else 3 end))
      else format('%s %s is called %s in the registry', h.what, h.code, h.names[1])
    end,
    case
      when h.names = '{}' then format('Register it as %s, or give the folder the code of its %s.', h.part_name, h.what)
      else format('Rename the folder to %s_%s.', h.code, common.snake_case(h.names[1]))
    end
  from held as h
  where not (h.what = 'layer' and h.names in ('{}', '{foundation}'))
    and not exists (
      select from unnest(h.names) as n (name) where common.snake_case(n.name) = common.snake_case(h.part_name)
    );
$$;

comment on function specql_registry.layout_strangers(text[]) is
  'Folders that are not registered, or under another name: unregistered, other_name. Layers are compared where the registry '
  'names them.';
--! EndIncluded 0_schema/01_write_side/011_core/0111_registry/0111E_layout/0111E3_fn_layout_strangers.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02111_domain/021111_tv_domain.sql
-- 021111  app.domains
-- The domains, by number.

create or replace view app.domains as
select
  d.id,
  d.domain_number,
  d.domain_name,
  d.description,
  d.multi_tenant,
  d.aliases,
  d.created_at,
  d.updated_at
from specql_registry.tb_domain as d;

comment on view app.domains is
  E'@primaryKey id\n'
  '@orderBy domain_number\n'
  'Domains: the first digit of a code below the layer.';
comment on column app.domains.id is E'@notNull\nPublic key.';
comment on column app.domains.domain_number is E'@notNull\nThe digit, 1 to F.';
comment on column app.domains.domain_name is E'@notNull\nName, unique with all aliases.';
comment on column app.domains.description is 'What the domain holds.';
comment on column app.domains.multi_tenant is E'@notNull\nWhether its tables hold rows of several tenants.';
comment on column app.domains.aliases is E'@notNull\nOther names that find the domain.';
comment on column app.domains.created_at is E'@notNull\nWhen it was made.';
comment on column app.domains.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.domains to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02111_domain/021111_tv_domain.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02112_subdomain/021121_tv_subdomain.sql
-- 021121  app.subdomains
-- The subdomains, by place.

create or replace view app.subdomains as
select
  s.id,
  d.id as domain_id,
  s.domain_number,
  d.domain_name,
  s.subdomain_number,
  s.subdomain_name,
  s.description,
  c.next_entity_sequence,
  s.created_at,
  s.updated_at
from specql_registry.tb_subdomain as s
  join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain;

comment on view app.subdomains is
  E'@primaryKey id\n'
  '@foreignKey (domain_id) references app.domains (id)\n'
  '@orderBy domain_number,subdomain_number\n'
  'Subdomains: the second digit of a code below the layer.';
comment on column app.subdomains.id is E'@notNull\nPublic key.';
comment on column app.subdomains.domain_id is E'@notNull\nThe domain above.';
comment on column app.subdomains.domain_number is E'@notNull\nThe digit above.';
comment on column app.subdomains.domain_name is E'@notNull\nName of the domain above.';
comment on column app.subdomains.subdomain_number is E'@notNull\nThe digit, 1 to F.';
comment on column app.subdomains.subdomain_name is E'@notNull\nName, unique in its domain.';
comment on column app.subdomains.description is 'What the subdomain holds.';
comment on column app.subdomains.next_entity_sequence is E'@notNull\nThe lowest digit that allocation tries next; 16 when all fifteen are given.';
comment on column app.subdomains.created_at is E'@notNull\nWhen it was made.';
comment on column app.subdomains.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.subdomains to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02112_subdomain/021121_tv_subdomain.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02113_entity/021131_tv_entity.sql
-- 021131  app.entities
-- The entities, by code.

create or replace view app.entities as
select
  e.id,
  s.id as subdomain_id,
  d.domain_name,
  s.subdomain_name,
  e.entity_name,
  e.table_code,
  e.entity_code,
  e.entity_sequence,
  e.legacy_code,
  e.legacy_layout,
  e.status,
  e.assigned_at,
  e.retired_at,
  e.retired_reason,
  e.created_at,
  e.updated_at
from specql_registry.tb_entity_registration as e
  join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain;

comment on view app.entities is
  E'@primaryKey id\n'
  '@foreignKey (subdomain_id) references app.subdomains (id)\n'
  '@orderBy table_code\n'
  'Entities and the codes of their tables.';
comment on column app.entities.id is E'@notNull\nPublic key.';
comment on column app.entities.subdomain_id is E'@notNull\nThe subdomain above.';
comment on column app.entities.domain_name is E'@notNull\nName of the domain.';
comment on column app.entities.subdomain_name is E'@notNull\nName of the subdomain.';
comment on column app.entities.entity_name is E'@notNull\nName, unique in its subdomain.';
comment on column app.entities.table_code is E'@notNull\nThe six-digit code of its table.';
comment on column app.entities.entity_code is 'Short code, usually three letters.';
comment on column app.entities.entity_sequence is E'@notNull\nThird digit of the place as a number, 1 to 15.';
comment on column app.entities.legacy_code is 'The code that the legacy file gave it, verbatim.';
comment on column app.entities.legacy_layout is 'How that code is read.';
comment on column app.entities.status is E'@notNull\nactive or retired.';
comment on column app.entities.assigned_at is 'When the code was given out; null where a legacy file does not say.';
comment on column app.entities.retired_at is 'When it was retired.';
comment on column app.entities.retired_reason is 'Why it was retired.';
comment on column app.entities.created_at is E'@notNull\nWhen it was made.';
comment on column app.entities.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.entities to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02113_entity/021131_tv_entity.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02114_entity_file/021141_tv_entity_file.sql
-- 021141  app.entity_files
-- The files of the entities, by code.

create or replace view app.entity_files as
select
  f.id,
  e.id as entity_id,
  e.entity_name,
  e.table_code,
  f.layer,
  f.kind,
  f.file_name,
  f.file_code,
  f.file_sequence,
  f.created_at,
  f.updated_at
from specql_registry.tb_entity_file as f
  join specql_registry.tb_entity_registration as e on e.pk_entity_registration = f.fk_entity_registration;

comment on view app.entity_files is
  E'@primaryKey id\n'
  '@foreignKey (entity_id) references app.entities (id)\n'
  '@orderBy file_code\n'
  'Files of entities and their codes.';
comment on column app.entity_files.id is E'@notNull\nPublic key.';
comment on column app.entity_files.entity_id is E'@notNull\nThe entity.';
comment on column app.entity_files.entity_name is E'@notNull\nName of the entity.';
comment on column app.entity_files.table_code is E'@notNull\nCode of the entity''s table.';
comment on column app.entity_files.layer is E'@notNull\nTwo digits.';
comment on column app.entity_files.kind is E'@notNull\nKind of object.';
comment on column app.entity_files.file_name is E'@notNull\nName of the object.';
comment on column app.entity_files.file_code is E'@notNull\nThe six-digit code.';
comment on column app.entity_files.file_sequence is E'@notNull\nThe last digit as a number.';
comment on column app.entity_files.created_at is E'@notNull\nWhen it was made.';
comment on column app.entity_files.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.entity_files to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02114_entity_file/021141_tv_entity_file.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02115_reserved_code/021151_tv_reserved_code.sql
-- 021151  app.reserved_codes
-- The codes that are not given out.

create or replace view app.reserved_codes as
select
  r.id,
  r.code,
  r.reason,
  r.created_at,
  r.updated_at
from specql_registry.tb_reserved_code as r;

comment on view app.reserved_codes is
  E'@primaryKey id\n'
  '@orderBy code\n'
  'Codes that allocation leaves alone.';
comment on column app.reserved_codes.id is E'@notNull\nPublic key.';
comment on column app.reserved_codes.code is E'@notNull\nSix digits.';
comment on column app.reserved_codes.reason is 'Why it is reserved.';
comment on column app.reserved_codes.created_at is E'@notNull\nWhen it was made.';
comment on column app.reserved_codes.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.reserved_codes to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02115_reserved_code/021151_tv_reserved_code.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02116_inference_rule/021161_tv_inference_rule.sql
-- 021161  app.inference_rules
-- The inference rules, in the order in which they are tried.

create or replace view app.inference_rules as
select
  r.id,
  r.domain_name,
  r.subdomain_name,
  r.pattern,
  r.position,
  r.created_at,
  r.updated_at
from specql_registry.tb_inference_rule as r;

comment on view app.inference_rules is
  E'@primaryKey id\n'
  '@orderBy position\n'
  'Words in an entity''s name that point to a subdomain.';
comment on column app.inference_rules.id is E'@notNull\nPublic key.';
comment on column app.inference_rules.domain_name is E'@notNull\nThe domain, as the rule names it.';
comment on column app.inference_rules.subdomain_name is E'@notNull\nThe subdomain, as the rule names it.';
comment on column app.inference_rules.pattern is E'@notNull\nThe word.';
comment on column app.inference_rules.position is E'@notNull\nOrder in which rules are tried.';
comment on column app.inference_rules.created_at is E'@notNull\nWhen it was made.';
comment on column app.inference_rules.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.inference_rules to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02116_inference_rule/021161_tv_inference_rule.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02117_read_entity/021171_tv_read_entity.sql
-- 021171  app.read_entities
-- The read entities of the legacy registry.

create or replace view app.read_entities as
select
  r.id,
  s.id as subdomain_id,
  d.domain_name,
  s.subdomain_name,
  r.read_entity_name,
  r.code,
  r.code_layout,
  r.entity_number,
  r.view_type,
  r.assigned_at,
  r.created_at,
  r.updated_at
from specql_registry.tb_read_entity as r
  join specql_registry.tb_subdomain as s on s.pk_subdomain = r.fk_subdomain
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain;

comment on view app.read_entities is
  E'@primaryKey id\n'
  '@foreignKey (subdomain_id) references app.subdomains (id)\n'
  '@orderBy domain_name,subdomain_name,entity_number\n'
  'Read entities (views) of the legacy registry, with their codes verbatim.';
comment on column app.read_entities.id is E'@notNull\nPublic key.';
comment on column app.read_entities.subdomain_id is E'@notNull\nThe subdomain.';
comment on column app.read_entities.domain_name is E'@notNull\nName of the domain.';
comment on column app.read_entities.subdomain_name is E'@notNull\nName of the subdomain.';
comment on column app.read_entities.read_entity_name is E'@notNull\nName, unique in its subdomain.';
comment on column app.read_entities.code is 'The legacy code, verbatim.';
comment on column app.read_entities.code_layout is 'How that code is read.';
comment on column app.read_entities.entity_number is 'The number that the legacy file counts by.';
comment on column app.read_entities.view_type is 'tv_, v_ or mv_.';
comment on column app.read_entities.assigned_at is 'When the code was given out.';
comment on column app.read_entities.created_at is E'@notNull\nWhen it was made.';
comment on column app.read_entities.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.read_entities to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02117_read_entity/021171_tv_read_entity.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02118_read_entity_file/021181_tv_read_entity_file.sql
-- 021181  app.read_entity_files
-- The files of the legacy read entities.

create or replace view app.read_entity_files as
select
  f.id,
  r.id as read_entity_id,
  r.read_entity_name,
  f.file_code,
  f.file_type,
  f.file_name,
  f.file_number,
  f.positions,
  f.created_at,
  f.updated_at
from specql_registry.tb_read_entity_file as f
  join specql_registry.tb_read_entity as r on r.pk_read_entity = f.fk_read_entity;

comment on view app.read_entity_files is
  E'@primaryKey id\n'
  '@foreignKey (read_entity_id) references app.read_entities (id)\n'
  '@orderBy read_entity_name,positions\n'
  'Files of legacy read entities; a file that the legacy list repeats stands here once.';
comment on column app.read_entity_files.id is E'@notNull\nPublic key.';
comment on column app.read_entity_files.read_entity_id is E'@notNull\nThe read entity.';
comment on column app.read_entity_files.read_entity_name is E'@notNull\nName of the read entity.';
comment on column app.read_entity_files.file_code is 'The legacy code, verbatim.';
comment on column app.read_entity_files.file_type is 'tv_, v_ or mv_.';
comment on column app.read_entity_files.file_name is 'Name of the object.';
comment on column app.read_entity_files.file_number is 'The number that the legacy file counts by.';
comment on column app.read_entity_files.positions is E'@notNull\nEvery place in the legacy list, from 0.';
comment on column app.read_entity_files.created_at is E'@notNull\nWhen it was made.';
comment on column app.read_entity_files.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.read_entity_files to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02118_read_entity_file/021181_tv_read_entity_file.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/02119_schema_layer/021191_tv_schema_layer.sql
-- 021191  app.schema_layers
-- The layers and their names.

create or replace view app.schema_layers as
select
  l.id,
  l.layer,
  l.layer_name,
  l.created_at,
  l.updated_at
from specql_registry.tb_schema_layer as l;

comment on view app.schema_layers is
  E'@primaryKey id\n'
  '@orderBy layer\n'
  'Layers: the first two digits of a code.';
comment on column app.schema_layers.id is E'@notNull\nPublic key.';
comment on column app.schema_layers.layer is E'@notNull\nTwo digits.';
comment on column app.schema_layers.layer_name is E'@notNull\nName.';
comment on column app.schema_layers.created_at is E'@notNull\nWhen it was made.';
comment on column app.schema_layers.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.schema_layers to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/02119_schema_layer/021191_tv_schema_layer.sql
--! Included 0_schema/02_query_side/021_core/0211_registry/0211A_registry_section/0211A1_tv_registry_section.sql
-- 0211A1  app.registry_sections
-- The other sections of the legacy file.

create or replace view app.registry_sections as
select
  s.id,
  s.section_name,
  s.content,
  s.created_at,
  s.updated_at
from specql_registry.tb_registry_section as s;

comment on view app.registry_sections is
  E'@primaryKey id\n'
  '@orderBy section_name\n'
  'Sections of the legacy registry file that have no table of their own.';
comment on column app.registry_sections.id is E'@notNull\nPublic key.';
comment on column app.registry_sections.section_name is E'@notNull\nThe key in the file.';
comment on column app.registry_sections.content is 'What stands there; every scalar a text.';
comment on column app.registry_sections.created_at is E'@notNull\nWhen it was made.';
comment on column app.registry_sections.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.registry_sections to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0211_registry/0211A_registry_section/0211A1_tv_registry_section.sql
--! Included 0_schema/02_query_side/021_core/0213_service/02131_service/021311_tv_service.sql
-- 021311  app.services
-- The services, by name.

create or replace view app.services as
select
  s.id,
  s.service_name,
  s.domain_name,
  s.database_name,
  s.schema_names,
  s.service_type,
  s.category,
  s.execution_type,
  s.runner_config,
  s.security_policy,
  s.created_at,
  s.updated_at
from specql_service.tb_service as s;

comment on view app.services is
  E'@primaryKey id\n'
  '@orderBy service_name\n'
  'Services that applications call.';
comment on column app.services.id is E'@notNull\nPublic key.';
comment on column app.services.service_name is E'@notNull\nName.';
comment on column app.services.domain_name is 'Domain, as the definition names it.';
comment on column app.services.database_name is 'Database that it uses.';
comment on column app.services.schema_names is E'@notNull\nSchemas that it uses.';
comment on column app.services.service_type is 'Type.';
comment on column app.services.category is 'Category.';
comment on column app.services.execution_type is E'@notNull\nhttp, shell, docker or serverless.';
comment on column app.services.runner_config is 'How the runner calls it.';
comment on column app.services.security_policy is 'What the runner may do.';
comment on column app.services.created_at is E'@notNull\nWhen it was made.';
comment on column app.services.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.services to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0213_service/02131_service/021311_tv_service.sql
--! Included 0_schema/02_query_side/021_core/0213_service/02132_operation/021321_tv_service_operation.sql
-- 021321  app.service_operations
-- The operations of the services.

create or replace view app.service_operations as
select
  o.id,
  s.id as service_id,
  s.service_name,
  o.operation_name,
  o.input_schema,
  o.output_schema,
  o.timeout_seconds,
  o.max_retries,
  o.created_at,
  o.updated_at
from specql_service.tb_operation as o
  join specql_service.tb_service as s on s.pk_service = o.fk_service;

comment on view app.service_operations is
  E'@primaryKey id\n'
  '@foreignKey (service_id) references app.services (id)\n'
  '@orderBy service_name,operation_name\n'
  'What services can be asked to do.';
comment on column app.service_operations.id is E'@notNull\nPublic key.';
comment on column app.service_operations.service_id is E'@notNull\nThe service.';
comment on column app.service_operations.service_name is E'@notNull\nName of the service.';
comment on column app.service_operations.operation_name is E'@notNull\nName.';
comment on column app.service_operations.input_schema is 'What it takes.';
comment on column app.service_operations.output_schema is 'What it gives.';
comment on column app.service_operations.timeout_seconds is E'@notNull\nHow long a call may take, in seconds.';
comment on column app.service_operations.max_retries is E'@notNull\nHow often a failed call is tried again.';
comment on column app.service_operations.created_at is E'@notNull\nWhen it was made.';
comment on column app.service_operations.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.service_operations to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0213_service/02132_operation/021321_tv_service_operation.sql
--! Included 0_schema/02_query_side/021_core/0213_service/02133_dependency/021331_tv_service_dependency.sql
-- 021331  app.service_dependencies
-- Which service needs which.

create or replace view app.service_dependencies as
select
  d.id,
  s.id as service_id,
  s.service_name,
  n.id as needed_service_id,
  n.service_name as needed_service_name,
  d.created_at,
  d.updated_at
from specql_service.tb_dependency as d
  join specql_service.tb_service as s on s.pk_service = d.fk_service
  join specql_service.tb_service as n on n.pk_service = d.fk_needed_service;

comment on view app.service_dependencies is
  E'@primaryKey id\n'
  '@foreignKey (service_id) references app.services (id)\n'
  '@foreignKey (needed_service_id) references app.services (id)|@fieldName neededService|@foreignFieldName dependentServices\n'
  '@orderBy service_name,needed_service_name\n'
  'Which service needs which.';
comment on column app.service_dependencies.id is E'@notNull\nPublic key.';
comment on column app.service_dependencies.service_id is E'@notNull\nThe service that needs the other.';
comment on column app.service_dependencies.service_name is E'@notNull\nIts name.';
comment on column app.service_dependencies.needed_service_id is E'@notNull\nThe service that is needed.';
comment on column app.service_dependencies.needed_service_name is E'@notNull\nIts name.';
comment on column app.service_dependencies.created_at is E'@notNull\nWhen it was made.';
comment on column app.service_dependencies.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.service_dependencies to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0213_service/02133_dependency/021331_tv_service_dependency.sql
--! Included 0_schema/02_query_side/021_core/0216_audit/02161_change/021611_tv_audit_log.sql
-- 021611  app.audit_log
-- Who changed what, newest last.

create or replace view app.audit_log as
select
  c.id,
  c.changed_at,
  c.transaction_id::text as transaction_id,
  c.table_schema,
  c.table_name,
  c.row_id,
  c.operation,
  c.old_row,
  c.new_row,
  c.actor,
  c.principal_kind,
  c.role_name,
  c.login_name
from specql_audit.tb_change as c;

comment on view app.audit_log is
  E'@primaryKey id\n'
  '@orderBy changed_at\n'
  'The change log: every change of every governed row.';
comment on column app.audit_log.id is E'@notNull\nPublic key.';
comment on column app.audit_log.changed_at is E'@notNull\nWhen.';
comment on column app.audit_log.transaction_id is E'@notNull\nJoins the changes made together.';
comment on column app.audit_log.table_schema is E'@notNull\nSchema of the changed table.';
comment on column app.audit_log.table_name is E'@notNull\nThe changed table.';
comment on column app.audit_log.row_id is 'Public key of the changed row.';
comment on column app.audit_log.operation is E'@notNull\ninsert, update, delete or truncate.';
comment on column app.audit_log.old_row is 'The whole row before.';
comment on column app.audit_log.new_row is 'The whole row after.';
comment on column app.audit_log.actor is E'@notNull\nWho acted.';
comment on column app.audit_log.principal_kind is E'@notNull\nhuman or agent.';
comment on column app.audit_log.role_name is E'@notNull\nRole in force.';
comment on column app.audit_log.login_name is E'@notNull\nLogin of the session.';

grant select on app.audit_log to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0216_audit/02161_change/021611_tv_audit_log.sql
--! Included 0_schema/02_query_side/021_core/0217_cutover/02171_import_run/021711_tv_import_run.sql
-- 021711  app.import_runs
-- The imports that were written.

create or replace view app.import_runs as
select
  r.id,
  r.kind,
  r.source,
  r.source_hash,
  r.options,
  r.report,
  r.checksums,
  r.created_at,
  r.created_by,
  r.updated_at
from specql_cutover.tb_import_run as r;

comment on view app.import_runs is
  E'@primaryKey id\n'
  '@orderBy created_at desc\n'
  'Imports that were written, newest first.';
comment on column app.import_runs.id is E'@notNull\nPublic key.';
comment on column app.import_runs.kind is E'@notNull\nregistry, services and so on.';
comment on column app.import_runs.source is 'Name of the file.';
comment on column app.import_runs.source_hash is 'sha256 of the file.';
comment on column app.import_runs.options is E'@notNull\nHow it was asked for.';
comment on column app.import_runs.report is 'The report.';
comment on column app.import_runs.checksums is 'Source and database, compared after the load.';
comment on column app.import_runs.created_by is E'@notNull\nWho imported.';
comment on column app.import_runs.created_at is E'@notNull\nWhen it was made.';
comment on column app.import_runs.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.import_runs to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0217_cutover/02171_import_run/021711_tv_import_run.sql
--! Included 0_schema/02_query_side/021_core/0217_cutover/02173_import_reject/021731_tv_import_reject.sql
-- 021731  app.import_rejects
-- Source rows that were refused.

create or replace view app.import_rejects as
select
  j.id,
  r.id as import_run_id,
  j.source_table,
  j.path,
  j.line,
  j.field,
  j.code,
  j.reason,
  j.hint,
  j.row,
  j.status,
  j.created_at,
  j.updated_at
from specql_cutover.tb_import_reject as j
  join specql_cutover.tb_import_run as r on r.pk_import_run = j.fk_import_run;

comment on view app.import_rejects is
  E'@primaryKey id\n'
  '@foreignKey (import_run_id) references app.import_runs (id)\n'
  '@orderBy path\n'
  'Source rows that could not be imported, kept whole.';
comment on column app.import_rejects.id is E'@notNull\nPublic key.';
comment on column app.import_rejects.import_run_id is E'@notNull\nThe import.';
comment on column app.import_rejects.source_table is E'@notNull\nKind of row.';
comment on column app.import_rejects.path is E'@notNull\nWhere it stands in the file.';
comment on column app.import_rejects.line is 'Line in the file.';
comment on column app.import_rejects.field is 'The field at fault.';
comment on column app.import_rejects.code is E'@notNull\nSG code of the reason.';
comment on column app.import_rejects.reason is E'@notNull\nWhy it was refused.';
comment on column app.import_rejects.hint is 'What would help.';
comment on column app.import_rejects.row is E'@notNull\nThe row as it came.';
comment on column app.import_rejects.status is E'@notNull\nopen or resolved.';
comment on column app.import_rejects.created_at is E'@notNull\nWhen it was made.';
comment on column app.import_rejects.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.import_rejects to specql_reader;
--! EndIncluded 0_schema/02_query_side/021_core/0217_cutover/02173_import_reject/021731_tv_import_reject.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03111_domain/031112_fn_free_domain_numbers.sql
-- 031112  app.free_domain_numbers()
-- The domain numbers that are still free.

create or replace function app.free_domain_numbers()
  returns text[]
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select array(
    select n.digit
    from unnest(string_to_array('1,2,3,4,5,6,7,8,9,A,B,C,D,E,F', ',')) with ordinality as n (digit, position)
    where not exists (select from specql_registry.tb_domain as d where d.domain_number = n.digit)
    order by n.position
  );
$$;

comment on function app.free_domain_numbers() is E'@notNull\nThe domain numbers that are still free, in order.';

grant execute on function app.free_domain_numbers() to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03111_domain/031112_fn_free_domain_numbers.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03113_entity/031132_fn_register_entities.sql
-- 031132  app.register_entities()
-- Registers many entities, all or none.

create or replace function app.register_entities(specs jsonb)
  returns setof app.entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_spec  record;
  v_given record;
  v_pks   bigint[] := '{}';
begin
  perform specql_registry.check_entity_specs(specs);

  -- Every counter is locked first and in one order, so that two bulk calls cannot wait both ways.
  perform c.pk_entity_counter
  from specql_registry.tb_entity_counter as c
  where c.fk_subdomain in (select e.subdomain_pk from specql_registry.entity_specs(specs) as e)
  order by c.fk_subdomain
  for no key update;

  -- Wanted codes go first: a free digit must not be given away to a spec that has no wish.
  for v_spec in
    select e.*
    from specql_registry.entity_specs(specs) as e
    order by (e.wanted_sequence is null), e.ordinal
  loop
    v_given := specql_registry.give_code(
      subdomain => v_spec.subdomain_pk, entity_name => v_spec.entity_name,
      entity_code => v_spec.entity_code, wanted_sequence => v_spec.wanted_sequence
    );
    if not v_given.is_new then
      raise exception using
        errcode = 'SG305',
        message = format('entity %s is already registered', quote_literal(v_spec.entity_name)),
        detail = format('It is %s and has the code %s.', v_given.status, v_given.table_code),
        hint = 'app.allocate_entity_code() returns the code of an entity that exists.',
        column = 'entity_name';
    end if;
    v_pks[v_spec.ordinal] := v_given.pk;
  end loop;

  return query
    select v.*
    from unnest(v_pks) with ordinality as p (pk, position)
      join app.entities as v on v.id = specql_registry.entity_registration_id(p.pk)
    order by p.position;
end;
$$;

comment on function app.register_entities(jsonb) is
  'Registers the entities of a JSON array [{domain, subdomain, entity_name, entity_code?, table_code?}], at most '
  '10000, all or none, and returns them in the order of the array. SG112: the array is not of that shape. '
  'SG305: an entity exists. SG304, SG306, SG307, SG108: its code cannot be had.';

grant execute on function app.register_entities(jsonb) to specql_author;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03113_entity/031132_fn_register_entities.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03111_domain/031111_fn_register_domain.sql
-- 031111  app.register_domain()
-- Claims a domain's number, name and aliases in one step.

create or replace function app.register_domain(
  domain_number text,
  domain_name   text,
  description   text default null,
  multi_tenant  boolean default false,
  aliases       text[] default '{}'
)
  returns app.domains
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_number  constant text := common.checked_digit(domain_number, 'domain_number');
  v_aliases constant text[] := specql_registry.checked_aliases(aliases);
  v_holder  text;
  v_domain  app.domains;
begin
  perform specql_registry.checked_place_name(domain_name, 'domain_name');
  perform common.checked_text(description, 'description');

  -- Waits for another session that claims the same number; then one has it and the other is told who.
  insert into specql_registry.tb_domain (domain_number, domain_name, description, multi_tenant, aliases)
  values (
    v_number, register_domain.domain_name, register_domain.description,
    coalesce(register_domain.multi_tenant, false), v_aliases
  )
  on conflict on constraint uq_tb_domain__domain_number do nothing;

  if not found then
    select d.domain_name into v_holder from specql_registry.tb_domain as d where d.domain_number = v_number;
    raise exception using
      errcode = 'SG301',
      message = format('domain number %s is already taken', v_number),
      detail = format('It belongs to %s.', v_holder),
      hint = coalesce(
        'Free numbers: ' || nullif(array_to_string(app.free_domain_numbers(), ', '), '') || '.',
        'All fifteen numbers are taken; register a subdomain in one of the domains instead.'
      ),
      column = 'domain_number';
  end if;

  select d.* into v_domain from app.domains as d where d.domain_number = v_number;
  return v_domain;
end;
$$;

comment on function app.register_domain(text, text, text, boolean, text[]) is
  'Registers a domain. The number is one digit, 1 to F; name and aliases are unique among all domains, whatever '
  'their case. SG102, SG103, SG105, SG106, SG109: the input is wrong. SG301: the number is taken. SG302: a name is.';

grant execute on function app.register_domain(text, text, text, boolean, text[]) to specql_author;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03111_domain/031111_fn_register_domain.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03111_domain/031113_fn_find_domain.sql
-- 031113  app.find_domain()
-- Finds a domain by number, name or alias.

create or replace function app.find_domain(name_or_alias text)
  returns setof app.domains
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select d.*
  from app.domains as d
  where d.id = specql_registry.domain_id(specql_registry.domain_pk(name_or_alias));
$$;

comment on function app.find_domain(text) is
  'The domain with this number, name or alias, whatever its case; no row where there is none.';

grant execute on function app.find_domain(text) to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03111_domain/031113_fn_find_domain.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03111_domain/031114_fn_rename_domain.sql
-- 031114  app.rename_domain()
-- Gives a domain another name; the old one may stay as an alias.

create or replace function app.rename_domain(domain text, new_name text, keep_alias boolean default true)
  returns app.domains
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := specql_registry.found_domain(domain);
  v_domain app.domains;
begin
  perform specql_registry.checked_place_name(new_name, 'new_name');

  update specql_registry.tb_domain as d
  set domain_name = new_name,
    aliases = array(
      select a.name
      from unnest(
        d.aliases || case when coalesce(keep_alias, true) then array[d.domain_name] else '{}' end
      ) as a (name)
      -- An alias that becomes the name is an alias no more.
      where common.name_key(a.name) <> common.name_key(new_name)
    )
  where d.pk_domain = v_pk and d.domain_name <> new_name;

  select d.* into v_domain from app.domains as d where d.id = specql_registry.domain_id(v_pk);
  return v_domain;
end;
$$;

comment on function app.rename_domain(text, text, boolean) is
  'Renames a domain; its number and all codes stay. The old name goes on as an alias unless keep_alias is false. '
  'SG201: no such domain. SG302: the name is taken.';

grant execute on function app.rename_domain(text, text, boolean) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03111_domain/031114_fn_rename_domain.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03111_domain/031115_fn_add_domain_alias.sql
-- 031115  app.add_domain_alias()
-- Adds a name by which a domain is found.

create or replace function app.add_domain_alias(domain text, alias text)
  returns app.domains
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := specql_registry.found_domain(domain);
  v_domain app.domains;
begin
  perform specql_registry.checked_aliases(array[alias]);

  -- Adding it a second time changes nothing.
  update specql_registry.tb_domain as d
  set aliases = specql_registry.checked_aliases(d.aliases || alias)
  where d.pk_domain = v_pk
    and not exists (
      select from unnest(d.aliases) as a (name) where common.name_key(a.name) = common.name_key(alias)
    );

  select d.* into v_domain from app.domains as d where d.id = specql_registry.domain_id(v_pk);
  return v_domain;
end;
$$;

comment on function app.add_domain_alias(text, text) is
  'Adds an alias to a domain; adding one that it has changes nothing. SG201: no such domain. SG302: the name is taken.';

grant execute on function app.add_domain_alias(text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03111_domain/031115_fn_add_domain_alias.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03112_subdomain/031121_fn_register_subdomain.sql
-- 031121  app.register_subdomain()
-- Claims a number and a name in a domain.

create or replace function app.register_subdomain(
  domain           text,
  subdomain_number text,
  subdomain_name   text,
  description      text default null
)
  returns app.subdomains
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_domain    constant bigint := specql_registry.found_domain(domain);
  v_number    constant text := common.checked_digit(subdomain_number, 'subdomain_number');
  v_holder    record;
  v_free      text[];
  v_subdomain app.subdomains;
begin
  perform specql_registry.checked_place_name(subdomain_name, 'subdomain_name');
  perform common.checked_text(description, 'description');

  -- Waits for another session that claims the same place; then one has it and the other is told who.
  insert into specql_registry.tb_subdomain
    (fk_domain, domain_number, subdomain_number, subdomain_name, description)
  select d.pk_domain, d.domain_number, v_number, register_subdomain.subdomain_name, register_subdomain.description
  from specql_registry.tb_domain as d
  where d.pk_domain = v_domain
  on conflict do nothing;

  if not found then
    select s.subdomain_number, s.subdomain_name, s.subdomain_number = v_number as same_number
    into v_holder
    from specql_registry.tb_subdomain as s
    where s.fk_domain = v_domain
      and (
        s.subdomain_number = v_number
        or s.name_key = common.name_key(register_subdomain.subdomain_name)
      )
    order by same_number desc
    limit 1;
    v_free := specql_registry.free_subdomain_numbers(v_domain);
    raise exception using
      errcode = case when v_holder.same_number then 'SG303' else 'SG302' end,
      message = case
        when v_holder.same_number then format('subdomain number %s is already taken in %s', v_number, domain)
        else format('the name %s is already taken in %s', quote_literal(subdomain_name), domain)
      end,
      detail = format('It belongs to %s (subdomain %s).', v_holder.subdomain_name, v_holder.subdomain_number),
      hint = coalesce(
        'Free numbers: ' || nullif(array_to_string(v_free, ', '), '') || '.',
        'All fifteen numbers of the domain are taken; use another domain.'
      ),
      column = case when v_holder.same_number then 'subdomain_number' else 'subdomain_name' end;
  end if;

  select s.* into v_subdomain
  from app.subdomains as s
  where s.id = specql_registry.subdomain_id(specql_registry.subdomain_pk(v_domain, v_number));
  return v_subdomain;
end;
$$;

comment on function app.register_subdomain(text, text, text, text) is
  'Registers a subdomain. The number is one digit, 1 to F (03 is read as 3); the name is unique in the domain. '
  'SG201: no such domain. SG303: the number is taken. SG302: the name is.';

grant execute on function app.register_subdomain(text, text, text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03112_subdomain/031121_fn_register_subdomain.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03113_entity/031131_fn_allocate_entity_code.sql
-- 031131  app.allocate_entity_code()
-- Gives an entity its code; asked again, gives the same code.

create or replace function app.allocate_entity_code(
  domain      text,
  subdomain   text,
  entity_name text,
  entity_code text default null
)
  returns text
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Planning anew for each entity would cost more than the work; every query here is a key look-up.
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_subdomain bigint;
  v_given     record;
begin
  perform common.checked_name(entity_name, 'entity_name');
  v_subdomain := specql_registry.subdomain_pk(specql_registry.domain_pk(domain), subdomain);
  if v_subdomain is null then
    v_subdomain := specql_registry.meant_subdomain(domain, subdomain, entity_name);
  end if;

  v_given := specql_registry.give_code(
    subdomain => v_subdomain, entity_name => allocate_entity_code.entity_name,
    entity_code => specql_registry.checked_entity_code(entity_code, entity_name)
  );
  if v_given.status = 'retired' then
    raise exception using
      errcode = 'SG308',
      message = format('entity %s is retired', quote_literal(entity_name)),
      detail = format('It keeps its code %s.', v_given.table_code),
      hint = 'Give the new entity another name.',
      column = 'entity_name';
  end if;
  return v_given.table_code;
end;
$$;

comment on function app.allocate_entity_code(text, text, text, text) is
  E'@notNull\nThe six-digit code of an entity''s table. The first call gives it, in the lowest free digit of the '
  'subdomain; every later call returns it. Without a subdomain the inference rules decide. SG201, SG203: no such '
  'domain or subdomain. SG304: the subdomain is full. SG308: the entity is retired.';

grant execute on function app.allocate_entity_code(text, text, text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03113_entity/031131_fn_allocate_entity_code.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03113_entity/031133_fn_register_entity.sql
-- 031133  app.register_entity()
-- Registers one entity that must be new.

create or replace function app.register_entity(
  domain      text,
  subdomain   text,
  entity_name text,
  entity_code text default null,
  table_code  text default null
)
  returns app.entities
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select e.*
  from app.register_entities(specs => jsonb_build_array(jsonb_build_object(
    'domain', domain, 'subdomain', subdomain, 'entity_name', entity_name,
    'entity_code', entity_code, 'table_code', table_code
  ))) as e;
$$;

comment on function app.register_entity(text, text, text, text, text) is
  'Registers an entity and returns it. A given table_code must fit its place and be free. SG305: the entity exists; '
  'otherwise as app.register_entities().';

grant execute on function app.register_entity(text, text, text, text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03113_entity/031133_fn_register_entity.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03113_entity/031134_fn_find_entity.sql
-- 031134  app.find_entity()
-- Finds entities by name or code.

create or replace function app.find_entity(
  entity_name text,
  domain      text default null,
  subdomain   text default null
)
  returns setof app.entities
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- Whether an argument is given would otherwise be planned anew with each call.
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_name      constant text := common.name_key(find_entity.entity_name);
  v_code      constant text := upper(find_entity.entity_name collate "C");
  v_domain    constant bigint := specql_registry.domain_pk(find_entity.domain);
  v_digit     constant text := common.digit_of(find_entity.subdomain);
  v_subdomain constant text := common.name_key(find_entity.subdomain);
begin
  return query
    select v.*
    from specql_registry.tb_entity_registration as e
      join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
      join app.entities as v on v.id = e.id
    where (e.name_key = v_name or e.table_code = v_code)
      and (find_entity.domain is null or s.fk_domain = v_domain)
      and (find_entity.subdomain is null or s.subdomain_number = v_digit or s.name_key = v_subdomain)
    order by v.table_code;
end;
$$;

comment on function app.find_entity(text, text, text) is
  'The entities with this name (whatever its case) or table code, in one domain or subdomain where these are given. '
  'Names repeat across subdomains, so there may be several.';

grant execute on function app.find_entity(text, text, text) to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03113_entity/031134_fn_find_entity.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03113_entity/031135_fn_rename_entity.sql
-- 031135  app.rename_entity()
-- Gives an entity another name; its code stays.

create or replace function app.rename_entity(domain text, subdomain text, entity_name text, new_name text)
  returns app.entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_subdomain constant bigint := specql_registry.found_subdomain(domain, subdomain);
  v_pk        bigint;
  v_code      text;
  v_entity    app.entities;
begin
  perform common.checked_name(new_name, 'new_name');

  -- The lock that allocation takes too: nobody gives the new name a code meanwhile.
  perform from specql_registry.tb_entity_counter as c where c.fk_subdomain = v_subdomain for no key update;
  v_pk := specql_registry.found_entity(domain, subdomain, entity_name);

  select e.table_code
  into v_code
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = v_subdomain
    and e.name_key = common.name_key(new_name)
    and e.pk_entity_registration <> v_pk;
  if found then
    raise exception using
      errcode = 'SG302',
      message = format('the name %s is already taken in %s.%s', quote_literal(new_name), domain, subdomain),
      detail = format('The entity with the code %s has it.', v_code),
      column = 'new_name';
  end if;

  update specql_registry.tb_entity_registration as e
  set entity_name = new_name
  where e.pk_entity_registration = v_pk and e.entity_name <> new_name;

  select v.* into v_entity from app.entities as v where v.id = specql_registry.entity_registration_id(v_pk);
  return v_entity;
end;
$$;

comment on function app.rename_entity(text, text, text, text) is
  'Renames an entity, found by name or table code. SG204: no such entity. SG302: the new name is taken.';

grant execute on function app.rename_entity(text, text, text, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03113_entity/031135_fn_rename_entity.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03113_entity/031136_fn_retire_entity.sql
-- 031136  app.retire_entity()
-- Marks an entity as gone; its code is never given again.

create or replace function app.retire_entity(
  domain      text,
  subdomain   text,
  entity_name text,
  reason      text default null
)
  returns app.entities
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk     constant bigint := specql_registry.found_entity(domain, subdomain, entity_name);
  v_entity app.entities;
begin
  perform common.checked_text(reason, 'reason');

  -- Retiring it a second time changes nothing.
  update specql_registry.tb_entity_registration as e
  set status = 'retired', retired_at = clock_timestamp(), retired_reason = reason
  where e.pk_entity_registration = v_pk and e.status = 'active';

  select v.* into v_entity from app.entities as v where v.id = specql_registry.entity_registration_id(v_pk);
  return v_entity;
end;
$$;

comment on function app.retire_entity(text, text, text, text) is
  'Retires an entity, found by name or table code. It keeps its name and its code for ever. SG204: no such entity.';

grant execute on function app.retire_entity(text, text, text, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03113_entity/031136_fn_retire_entity.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03113_entity/031137_fn_resolve_code.sql
-- 031137  app.resolve_code()
-- What a code means: its parts, their names, and where its file stands.

create or replace function app.resolve_code(code text)
  returns table (
    full_code        text,
    status           text,
    layer            text,
    layer_name       text,
    domain_number    text,
    domain_name      text,
    subdomain_number text,
    subdomain_name   text,
    entity_digit     text,
    entity_name      text,
    file_digit       text,
    file_kind        text,
    file_name        text,
    path             text
  )
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_code constant text := upper(resolve_code.code collate "C");
begin
  if v_code is null or v_code !~ '^[0-9A-F]{2,6}$' then
    -- An old code finds the entity that had it.
    if v_code ~ '^[0-9A-F]{7,8}$' and exists (
      select from specql_registry.tb_entity_registration as e where e.legacy_code = resolve_code.code
    ) then
      return query
        select r.*
        from specql_registry.tb_entity_registration as e
          cross join lateral specql_registry.code_parts(e.table_code) as r
        where e.legacy_code = resolve_code.code;
      return;
    end if;
    raise exception using
      errcode = case when coalesce(resolve_code.code, '') = '' then 'SG102' else 'SG107' end,
      message = case
        when coalesce(resolve_code.code, '') = '' then 'code is missing'
        else format('%s is no code', quote_literal(left(resolve_code.code, 40)))
      end,
      hint = 'A code has two (a layer) to six (a file) hexadecimal digits, for example 0123 or 012311.',
      column = 'code';
  end if;
  return query select r.* from specql_registry.code_parts(v_code) as r;
end;
$$;

comment on function app.resolve_code(text) is
  'One row for a code of two to six digits, or one for each entity that had this code of seven or eight digits in the '
  'legacy file. status: given, retired, reserved, free, or unregistered where a place above it does not exist. '
  'SG107: it is no code.';

grant execute on function app.resolve_code(text) to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03113_entity/031137_fn_resolve_code.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03114_entity_file/031141_fn_allocate_file_code.sql
-- 031141  app.allocate_file_code()
-- Gives a file of an entity its code; asked again, gives the same code.

create or replace function app.allocate_file_code(
  table_code text,
  layer      text,
  kind       text,
  file_name  text
)
  returns text
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_layer    constant text := specql_registry.checked_layer(layer);
  v_kind     constant text := specql_registry.checked_kind(kind);
  v_entity   record;
  v_code     text;
  v_sequence integer;
begin
  perform common.checked_name(file_name, 'file_name');

  -- The entity's row is the lock: its files get their digits one after the other.
  select e.pk_entity_registration, e.table_code
  into v_entity
  from specql_registry.tb_entity_registration as e
  where e.table_code = upper(allocate_file_code.table_code collate "C")
  for no key update;
  if not found then
    raise exception using
      errcode = case when coalesce(table_code, '') = '' then 'SG102' else 'SG205' end,
      message = case
        when coalesce(table_code, '') = '' then 'table_code is missing'
        else format('no entity has the code %s', quote_literal(left(table_code, 40)))
      end,
      hint = 'app.allocate_entity_code() gives one; app.entities lists them.',
      column = 'table_code';
  end if;

  select f.file_code
  into v_code
  from specql_registry.tb_entity_file as f
  where f.fk_entity_registration = v_entity.pk_entity_registration
    and f.layer = v_layer
    and f.kind = v_kind
    and common.name_key(f.file_name) = common.name_key(allocate_file_code.file_name);
  if found then
    return v_code;
  end if;

  v_sequence := specql_registry.free_file_sequence(v_entity.table_code, v_layer, v_kind);
  v_code := v_layer || substr(v_entity.table_code, 3, 3) || substr('123456789ABCDEF', v_sequence, 1);
  insert into specql_registry.tb_entity_file
    (fk_entity_registration, layer, file_sequence, file_code, kind, file_name)
  values
    (v_entity.pk_entity_registration, v_layer, v_sequence, v_code, v_kind, allocate_file_code.file_name);
  return v_code;
end;
$$;

comment on function app.allocate_file_code(text, text, text, text) is
  E'@notNull\nThe six-digit code of a file of an entity: layer (two digits or its name), place, and the lowest free file '
  'digit. Digit 1 of layer 01 is the table, kind tb. SG111: no such layer or kind. SG205: no entity has this code. '
  'SG310: all fifteen digits of the layer are given.';

grant execute on function app.allocate_file_code(text, text, text, text) to specql_author;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03114_entity_file/031141_fn_allocate_file_code.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03115_reserved_code/031151_fn_reserve_code.sql
-- 031151  app.reserve_code()
-- Keeps a code from being given out.

create or replace function app.reserve_code(code text, reason text default null)
  returns app.reserved_codes
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_code     constant text := upper(code collate "C");
  v_reserved app.reserved_codes;
begin
  if v_code is null or v_code !~ '^[0-9A-F]{6}$' then
    raise exception using
      errcode = case when coalesce(code, '') = '' then 'SG102' else 'SG107' end,
      message = case
        when coalesce(code, '') = '' then 'code is missing'
        else format('%s is no code', quote_literal(left(code, 40)))
      end,
      hint = 'A code has six hexadecimal digits, for example 012311.',
      column = 'code';
  end if;
  perform common.checked_text(reason, 'reason');

  -- Nobody gives the code out between the look and the reservation. Rare, so a table lock will do.
  lock table specql_registry.tb_entity_registration, specql_registry.tb_entity_file in share row exclusive mode;
  if not specql_registry.code_is_reserved(v_code) then
    insert into specql_registry.tb_reserved_code (code, reason) values (v_code, reserve_code.reason);
  end if;

  select r.* into v_reserved from app.reserved_codes as r where r.code = v_code;
  return v_reserved;
end;
$$;

comment on function app.reserve_code(text, text) is
  'Reserves a code; reserving it again changes nothing. SG107: it is no code. SG306: it is given to an entity or a file.';

grant execute on function app.reserve_code(text, text) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03115_reserved_code/031151_fn_reserve_code.sql
--! Included 0_schema/03_functions/031_core/0311_registry/03116_inference_rule/031161_fn_infer_subdomain.sql
-- 031161  app.infer_subdomain()
-- The subdomain that an entity's name points to.

create or replace function app.infer_subdomain(domain text, entity_name text)
  returns text
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_domain    constant bigint := specql_registry.found_domain(domain);
  v_subdomain text;
begin
  select r.subdomain_name
  into v_subdomain
  from specql_registry.tb_inference_rule as r
  where specql_registry.domain_pk(r.domain_name) = v_domain
    and (
      strpos(common.name_key(infer_subdomain.entity_name), common.name_key(r.pattern)) > 0
      or strpos(common.snake_case(infer_subdomain.entity_name), common.name_key(r.pattern)) > 0
    )
  order by r.position
  limit 1;
  return v_subdomain;
end;
$$;

comment on function app.infer_subdomain(text, text) is
  'The subdomain of the first inference rule whose word is part of the entity''s name (as it is or in snake case), or '
  'null. The subdomain need not be registered yet. SG201: no such domain.';

grant execute on function app.infer_subdomain(text, text) to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/03116_inference_rule/031161_fn_infer_subdomain.sql
--! Included 0_schema/03_functions/031_core/0311_registry/0311D_export/0311D1_fn_export_registry.sql
-- 0311D1  app.export_registry()
-- The whole registry in the legacy format.

create or replace function app.export_registry()
  returns jsonb
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select
    (
      select coalesce(jsonb_object_agg(s.section_name, s.content), '{}')
      from specql_registry.tb_registry_section as s
      where s.section_name not like 'subdomain\_inference.%'
    )
    || jsonb_strip_nulls(jsonb_build_object(
      'schema_layers', (
        select jsonb_agg(jsonb_build_object('$key', coalesce(l.legacy ->> 'key', l.layer), '$value', l.layer_name)
          order by l.position, l.layer)
        from specql_registry.tb_schema_layer as l
      ),
      'reserved_codes', (
        select jsonb_agg(coalesce(r.legacy ->> 'entry', r.code) order by r.position, r.code)
        from specql_registry.tb_reserved_code as r
      )
    ))
    || jsonb_build_object('domains', (
      select coalesce(jsonb_agg(specql_registry.domain_document(d.pk_domain) order by d.domain_number), '[]')
      from specql_registry.tb_domain as d
    ))
    || coalesce(specql_registry.inference_document(), '{}');
$$;

comment on function app.export_registry() is
  'The registry as the document that app.import_registry() reads: ordered collections are arrays whose entries carry $key. '
  'Importing it again changes nothing. File codes of entities are no part of the legacy format.';

grant execute on function app.export_registry() to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/0311D_export/0311D1_fn_export_registry.sql
--! Included 0_schema/03_functions/031_core/0311_registry/0311E_layout/0311E1_fn_check_layout.sql
-- 0311E1  app.check_layout()
-- Holds a source tree against the rules of the numbering and against the registry.

create or replace function app.check_layout(paths text[])
  returns table (path text, code text, rule text, message text, hint text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if paths is null or cardinality(paths) = 0 then
    raise exception using
      errcode = 'SG102', message = 'paths is missing', hint = 'Give the paths of the tree''s files, for example '
        'db/01_write_side/012_crm/0123_customer/01231_contact/012311_tb_contact.sql.', column = 'paths';
  end if;
  if cardinality(paths) > 100000 then
    raise exception using
      errcode = 'SG103', message = 'there are too many paths',
      detail = format('There are %s; 100000 are allowed.', cardinality(paths)), column = 'paths';
  end if;
  -- A tree in which nothing is coded is not one without problems.
  if not exists (select from specql_registry.layout_parts(paths) as p where p.code is not null) then
    raise exception using
      errcode = 'SG205', message = 'no path has a code in it',
      hint = 'Folders and files are named by their code: 01_write_side/012_crm/…', column = 'paths';
  end if;
  return query
    select p.* from specql_registry.layout_problems(paths) as p
    union all
    select s.* from specql_registry.layout_strangers(paths) as s
    order by 1, 3;
end;
$$;

comment on function app.check_layout(text[]) is
  'The problems of a source tree, none where it keeps the rules: path, code, rule (upper_case, zero, too_long, parent, no_code, '
  'depth, kind, table_digit, twice, full, unregistered, other_name), message and hint. SG205: nothing in it has a code.';

grant execute on function app.check_layout(text[]) to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0311_registry/0311E_layout/0311E1_fn_check_layout.sql
--! Included 0_schema/03_functions/031_core/0316_audit/03161_change/031611_fn_audit_history.sql
-- 031611  app.audit_history()
-- What happened to the rows of a table.

create or replace function app.audit_history(table_name text)
  returns setof app.audit_log
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select a.*
  from app.audit_log as a
  where a.table_name in (audit_history.table_name, 'tb_' || audit_history.table_name)
    or a.table_schema || '.' || a.table_name = audit_history.table_name
  order by a.changed_at;
$$;

comment on function app.audit_history(text) is
  'The change log of one table, oldest first. The table is named with or without its schema or the prefix tb_.';

grant execute on function app.audit_history(text) to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/0316_audit/03161_change/031611_fn_audit_history.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/03171_import_run/031711_fn_import_registry.sql
-- 031711  app.import_registry()
-- Imports a domain registry, all of it or nothing.

create or replace function app.import_registry(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Thousands of rows go through the same few statements; planning each anew would take half the time.
  set plan_cache_mode = force_generic_plan
as $$
  select specql_cutover.run_import(kind => 'registry', document => import_registry.document, options => import_registry.options);
$$;

comment on function app.import_registry(jsonb, jsonb) is
  'Imports a domain registry. Options: source, file_hash, dry_run, quarantine, timezone. Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. SG112, SG113, '
  'SG114: the document or the options are wrong.';

grant execute on function app.import_registry(jsonb, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/03171_import_run/031711_fn_import_registry.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/03171_import_run/031712_fn_import_services.sql
-- 031712  app.import_services()
-- Imports a service registry, all of it or nothing.

create or replace function app.import_services(document jsonb, options jsonb default '{}')
  returns jsonb
  language sql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Thousands of rows go through the same few statements; planning each anew would take half the time.
  set plan_cache_mode = force_generic_plan
as $$
  select specql_cutover.run_import(kind => 'services', document => import_services.document, options => import_services.options);
$$;

comment on function app.import_services(jsonb, jsonb) is
  'Imports a service registry. Options: source, file_hash, dry_run, quarantine, timezone. Returns the report {run_id, kind, source, '
  'dry_run, written, counts, tables, changes, rejects}. Without quarantine a rejected row keeps everything out. SG112, SG113, '
  'SG114: the document or the options are wrong.';

grant execute on function app.import_services(jsonb, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/03171_import_run/031712_fn_import_services.sql
--! Included 0_schema/03_functions/031_core/0317_cutover/03173_import_reject/031731_fn_retry_import_reject.sql
-- 031731  app.retry_import_reject()
-- Tries a refused row again, mended or as it was.

create or replace function app.retry_import_reject(reject_id uuid, "row" jsonb default null)
  returns app.import_rejects
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_reject record;
  v_result app.import_rejects;
begin
  select j.pk_import_reject, j.fk_import_run, j.source_table, j.path, j.line, j.row, j.context, j.status,
    r.options ->> 'timezone' as zone
  into v_reject
  from specql_cutover.tb_import_reject as j
    join specql_cutover.tb_import_run as r on r.pk_import_run = j.fk_import_run
  where j.id = reject_id
  for update of j;
  if not found then
    raise exception using
      errcode = 'SG207', message = 'there is no such rejected row',
      hint = 'The view app.import_rejects lists them.', column = 'reject_id';
  end if;
  if v_reject.status = 'resolved' then
    raise exception using
      errcode = 'SG308', message = 'the row has been imported already', column = 'reject_id';
  end if;

  perform specql_cutover.retry_row(
    v_reject.fk_import_run, v_reject.source_table, coalesce(retry_import_reject."row", v_reject.row), v_reject.path, v_reject.line,
    v_reject.context, coalesce(v_reject.zone, 'Europe/Paris')
  );
  update specql_cutover.tb_import_reject as j
  set status = 'resolved', row = coalesce(retry_import_reject."row", v_reject.row)
  where j.pk_import_reject = v_reject.pk_import_reject;
  select v.* into v_result from app.import_rejects as v where v.id = reject_id;
  return v_result;
end;
$$;

comment on function app.retry_import_reject(uuid, jsonb) is
  'Imports a rejected row (the mended one that is given, else the one that was kept) and what stands below it. Raises '
  'what makes it a rejected one still. SG207: no such row. SG308: it has been imported already.';

grant execute on function app.retry_import_reject(uuid, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/0317_cutover/03173_import_reject/031731_fn_retry_import_reject.sql
--! Included 0_schema/03_functions/031_core/031F_foundation/031F5_call/031F51_fn_list_rows.sql
-- 031F51  app.list_rows()
-- Reads a view of app as JSON: the one door behind the lists of the command line.

create or replace function app.list_rows(
  view_name text,
  filter    jsonb default '{}',
  "limit"   integer default 100,
  "offset"  integer default 0
)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_view    regclass;
  v_unknown text;
  v_order   text;
  v_where   text;
  v_rows    jsonb;
begin
  select c.oid
  into v_view
  from pg_catalog.pg_class as c
  where c.relnamespace = 'app'::regnamespace and c.relkind = 'v' and c.relname = list_rows.view_name;
  if not found then
    raise exception using
      errcode = 'SG202',
      message = format('there is no view %s', quote_literal(left(coalesce(view_name, ''), 63))),
      hint = coalesce('Did you mean ' || common.closest(view_name, array(
        select c.relname::text from pg_catalog.pg_class as c
        where c.relnamespace = 'app'::regnamespace and c.relkind = 'v'
      )) || '?', 'Views are domains, subdomains, entities and so on.'),
      column = 'view_name';
  end if;

  if jsonb_typeof(coalesce(filter, '{}')) <> 'object' then
    raise exception using
      errcode = 'SG112',
      message = 'filter must be a JSON object of columns and values',
      column = 'filter';
  end if;
  select k.key
  into v_unknown
  from jsonb_object_keys(coalesce(filter, '{}')) as k (key)
  where not exists (
    select from pg_catalog.pg_attribute as a where a.attrelid = v_view and a.attnum > 0 and a.attname = k.key
  )
  limit 1;
  if found then
    raise exception using
      errcode = 'SG104',
      message = format('%s has no column %s', view_name, quote_literal(left(v_unknown, 63))),
      hint = coalesce('Did you mean ' || common.closest(v_unknown, array(
        select a.attname::text from pg_catalog.pg_attribute as a where a.attrelid = v_view and a.attnum > 0
      )) || '?', format('\d app.%s lists its columns.', view_name)),
      column = left(v_unknown, 63);
  end if;

  select string_agg(format(
    -- Texts are found whatever their case, as names are everywhere else.
    case when a.atttypid = 'text'::regtype
      then 'common.name_key(v.%1$I) is not distinct from common.name_key($1 ->> %1$L)'
      else 'v.%1$I::text is not distinct from $1 ->> %1$L'
    end, a.attname), ' and ')
  into v_where
  from pg_catalog.pg_attribute as a
  where a.attrelid = v_view and a.attnum > 0 and filter ? a.attname;

  v_order := coalesce(substring(obj_description(v_view, 'pg_class') from '@orderBy ([a-z_, ]+)'), 'id');
  execute format(
    'select coalesce(jsonb_agg(to_jsonb(r)), ''[]'') from (
       select v.* from %s as v where %s order by %s limit %s offset %s
     ) as r',
    v_view, coalesce(v_where, 'true'), v_order,
    least(greatest(coalesce("limit", 100), 0), 1000), greatest(coalesce("offset", 0), 0)
  )
  into v_rows
  using filter;
  return v_rows;
end;
$$;

comment on function app.list_rows(text, jsonb, integer, integer) is
  E'@behavior -queryField\nRows of a view of app as a JSON array, in the order that its comment declares, at most 1000 at a '
  'time. The filter names columns and the values that they equal. SG202: no such view. SG104: no such column.';

grant execute on function app.list_rows(text, jsonb, integer, integer) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
--! EndIncluded 0_schema/03_functions/031_core/031F_foundation/031F5_call/031F51_fn_list_rows.sql
--! Included 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F61_fn_health.sql
-- 031F61  app.health()
-- Whether the database answers, and as what.

create or replace function app.health()
  returns jsonb
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object(
    'status', 'ok',
    'database', current_database(),
    'server_version', current_setting('server_version'),
    'extensions', (
      select jsonb_object_agg(e.extname, e.extversion)
      from pg_catalog.pg_extension as e
      where e.extname in ('vector', 'pg_trgm')
    ),
    'is_replica', pg_is_in_recovery(),
    'domains', (select count(*) from specql_registry.tb_domain),
    'entities', (select count(*) from specql_registry.tb_entity_registration)
  );
$$;

comment on function app.health() is 'Status, version, extensions and sizes, as a JSON object.';

grant execute on function app.health() to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F61_fn_health.sql
--! Included 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql
-- 031F62  app.doctor()
-- Every invariant of a live database, one row each.

create or replace function app.doctor()
  returns table (check_name text, ok boolean, detail text)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select c.check_name, c.bad = 0, case when c.bad = 0 then c.good else c.bad || ' ' || c.fault end
  from (
    select 'codes equal their place' as check_name, count(*) as bad, 'every code is made from its place' as good,
      'entities stand elsewhere than their code says' as fault, 1 as position
    from specql_registry.tb_entity_registration as e
      join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    where left(e.table_code, 4) <> '01' || d.domain_number || s.subdomain_number
    union all
    select 'codes are given once', count(*), 'no code is given twice', 'codes are given to an entity and to a file of another', 2
    from specql_registry.tb_entity_file as f
      join specql_registry.tb_entity_registration as e on e.table_code = f.file_code
    where e.pk_entity_registration <> f.fk_entity_registration
    union all
    select 'reserved codes are free', count(*), 'no reserved code is given', 'reserved codes are given', 3
    from specql_registry.tb_reserved_code as r
    where exists (select from specql_registry.tb_entity_registration as e where e.table_code = r.code)
      or exists (select from specql_registry.tb_entity_file as f where f.file_code = r.code)
    union all
    select 'counters skip nothing', count(*), 'below each counter every digit is given or reserved',
      'subdomains have a free digit below their counter', 4
    from specql_registry.tb_entity_counter as c
      join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
    where exists (
      select from generate_series(1, c.next_entity_sequence - 1) as g (digit)
      where not exists (
          select from specql_registry.tb_entity_registration as e
          where e.fk_subdomain = s.pk_subdomain and e.entity_sequence = g.digit
        )
        and not specql_registry.code_is_reserved('01' || s.domain_number || s.subdomain_number
          || substr('123456789ABCDEF', g.digit, 1) || '1')
    )
    union all
    select 'each subdomain has its counter', count(*), 'no counter is missing', 'subdomains have none', 5
    from specql_registry.tb_subdomain as s
    where not exists (select from specql_registry.tb_entity_counter as c where c.fk_subdomain = s.pk_subdomain)
    union all
    select 'names are claimed', count(*), 'each name and alias finds its domain', 'names of domains are not claimed', 6
    from specql_registry.tb_domain as d
      cross join lateral unnest(d.aliases || d.domain_name || d.domain_number) as n (name)
    where not exists (
      select from specql_registry.tb_domain_name as c
      where c.fk_domain = d.pk_domain and c.name_key = common.name_key(n.name)
    )
    union all
    select 'triggers are enabled', count(*), 'no trigger is switched off', 'triggers are switched off', 7
    from pg_catalog.pg_trigger as t
      join pg_catalog.pg_class as c on c.oid = t.tgrelid
    where c.relnamespace::regnamespace::text like 'specql\_%' and not t.tgisinternal and t.tgenabled = 'D'
    union all
    select 'tables are audited', count(*), 'each governed table has the audit trigger', 'tables have no audit trigger', 8
    from pg_catalog.pg_class as c
    where c.relnamespace::regnamespace::text like 'specql\_%' and c.relkind = 'r' and c.relname like 'tb\_%'
      and c.relname not like 'tb\_change%' and c.relname not in ('tb_import_row', 'tb_entity_counter')
      and not exists (select from pg_catalog.pg_trigger as t where t.tgrelid = c.oid and t.tgname = 'tr_900_record_change')
    union all
    select 'the audit log has room', case when to_regclass(
        'specql_audit.tb_change_' || to_char(now() at time zone 'UTC' + interval '1 month', 'YYYY_MM')) is null then 1 else 0 end,
      'next month''s partition is there', 'partition is missing: next month''s', 9
    union all
    select 'nobody writes past app', count(*), 'no role but the owner holds a right on a table',
      'rights on private tables are granted', 10
    from pg_catalog.pg_class as c
      cross join lateral aclexplode(c.relacl) as a
    where c.relnamespace::regnamespace::text like 'specql\_%' and c.relkind in ('r', 'p') and a.grantee <> c.relowner
    union all
    select 'rejected rows are settled', count(*), 'no rejected row is open', 'rejected rows are open (specql import rejects)', 11
    from specql_cutover.tb_import_reject as j
    where j.status = 'open'
  ) as c
  order by c.position;
$$;

comment on function app.doctor() is
  'One row for each invariant: check_name, ok, and detail, which says what was found. Nothing is changed.';

grant execute on function app.doctor() to specql_reader;
--! EndIncluded 0_schema/03_functions/031_core/031F_foundation/031F6_health/031F62_fn_doctor.sql

reset role;
