-- 0115C1  specql_type.compile_pattern()
-- An ECMA 262 regular expression as one of PostgreSQL's, and how much work it is.

create or replace function specql_type.compile_pattern(pattern text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_limit  constant integer := specql_type.json_schema_limit('pattern_states');
  v_token  text;
  v_class  text;
  -- For each group that is open, outermost first: what stands before its last atom; that atom; with all repetitions written
  -- out the states of both; how many of these can be left out one after the other; and what matches the empty text.
  v_before text[] := '{""}';
  v_atom   text[] := '{""}';
  v_states integer[] := '{0}';
  v_size   integer[] := '{0}';
  v_chain  integer[] := '{0}';
  v_loose  integer[] := '{0}';
  v_empty  boolean[] := '{true}';
  v_blank  boolean[] := '{false}';
  v_other  boolean[] := '{false}';
  v_level  integer := 1;
  v_counts text[];
  v_times  integer;
begin
  if length(pattern) > specql_type.json_schema_limit('pattern_length') then
    perform specql_type.refuse_pattern(pattern, format('it has more than %s characters', specql_type.json_schema_limit('pattern_length')));
  end if;
  -- Most patterns read the same in both languages.
  if length(pattern) <= 100
    and pattern ~ '^\^?(?:(?:[A-Za-z0-9 _@:/,;%&=#<>~"''!-]|\[\^?(?:[A-Za-z0-9_ @:/+](?:-[A-Za-z0-9])?)+-?\])[*+?]?)*\$?$' then
    perform specql_type.refuse_broken_pattern(pattern, pattern);
    return jsonb_build_object('re', pattern, 'size', length(pattern));
  end if;

  for v_token in
    -- The last one is no token: it ends the atom before it.
    select m[1] from regexp_matches(pattern, specql_type.pattern_tokens(), 'g') as m
    union all
    select ''
  loop
    if v_class is not null and v_token <> '' then
      -- Within brackets: everything up to the closing one is one atom.
      if v_token = ']' then
        v_atom[v_level] := specql_type.translated_class(pattern, v_class);
        v_size[v_level] := 1;
        v_class := null;
      else
        v_class := v_class || v_token;
      end if;
      continue;
    end if;
    if v_token ~ '^(?:[*+?]|\{\d+(?:,\d*)?\})' then
      -- A quantifier; whether it is lazy makes no difference to whether there is a match.
      v_counts := regexp_match(v_token, '^\{(\d+)(,?)(\d*)\}');
      if v_atom[v_level] = '' or v_counts[1]::numeric > v_limit or nullif(v_counts[3], '')::numeric > v_limit
        or nullif(v_counts[3], '')::numeric < v_counts[1]::numeric then
        perform specql_type.refuse_pattern(pattern, format('%s repeats nothing, or too often', v_token));
      end if;
      v_times := greatest(v_counts[1]::integer, nullif(v_counts[3], '')::integer, 1);
      v_before[v_level] := v_before[v_level] || specql_type.repeated_atom(v_atom[v_level], v_token, v_counts);
      v_size[v_level] := v_size[v_level] * v_times;
      v_loose[v_level] := case when v_blank[v_level] then v_loose[v_level] * v_times else v_loose[v_level] * 2 end + 1;
      v_blank[v_level] := v_blank[v_level] or v_token ~ '^[*?]' or coalesce(v_counts[1]::integer = 0, false);
      v_atom[v_level] := '';
      if v_size[v_level] > v_limit then
        perform specql_type.refuse_pattern(pattern, format('written out it has more than %s characters', v_limit));
      end if;
    end if;

    -- Everything ends the atom before it.
    v_before[v_level] := v_before[v_level] || v_atom[v_level];
    v_states[v_level] := v_states[v_level] + v_size[v_level];
    v_chain[v_level] := v_chain[v_level] + v_loose[v_level];
    v_empty[v_level] := v_empty[v_level] and (v_blank[v_level] or v_size[v_level] = 0);
    v_atom[v_level] := '';
    v_size[v_level] := 0;
    v_loose[v_level] := 0;
    v_blank[v_level] := false;
    if v_states[v_level] > v_limit or v_chain[v_level] > specql_type.json_schema_limit('pattern_chain') then
      perform specql_type.refuse_pattern(pattern, 'written out it is too large');
    end if;
    continue when v_token = '' or v_token ~ '^(?:[*+?]|\{\d+(?:,\d*)?\})';

    if v_token in ('[', '[^') then
      v_class := case v_token when '[' then '' else '^' end;
    elsif v_token in ('|', '^', '$') then
      v_before[v_level] := v_before[v_level] || v_token;
      if v_token = '|' then
        v_other[v_level] := v_other[v_level] or v_empty[v_level];
        v_empty[v_level] := true;
      end if;
    elsif starts_with(v_token, '(') then
      if v_token ~ '^\(\?.' and v_token !~ '^\(\?(?::|<?[=!]|<[[:alpha:]_$][[:alnum:]_$]*>)$' then
        perform specql_type.refuse_pattern(pattern, format('%s has no equivalent', v_token));
      end if;
      v_level := v_level + 1;
      v_before[v_level] := case when v_token ~ '^\(\?<?[=!]$' then v_token else '(?:' end;
      v_atom[v_level] := '';
      v_states[v_level] := 0;
      v_size[v_level] := 0;
      v_chain[v_level] := 0;
      v_loose[v_level] := 0;
      v_empty[v_level] := true;
      v_blank[v_level] := false;
      v_other[v_level] := starts_with(v_before[v_level], '(?=') or v_before[v_level] <> '(?:';
    elsif v_token = ')' then
      if v_level = 1 then
        perform specql_type.refuse_pattern(pattern, 'a ) closes nothing');
      end if;
      v_level := v_level - 1;
      v_atom[v_level] := v_before[v_level + 1] || ')';
      v_size[v_level] := greatest(v_states[v_level + 1], 1);
      v_loose[v_level] := v_chain[v_level + 1];
      v_blank[v_level] := v_empty[v_level + 1] or v_other[v_level + 1];
    else
      v_atom[v_level] := specql_type.translated_atom(pattern, v_token);
      v_size[v_level] := 1;
    end if;
  end loop;

  if v_class is not null or v_level > 1 then
    perform specql_type.refuse_pattern(pattern, 'a bracket is not closed');
  end if;
  perform specql_type.refuse_broken_pattern(pattern, v_before[1]);
  return jsonb_build_object('re', v_before[1], 'size', greatest(v_states[1], 1))
    || case when v_before[1] ~ '\(\?<?[=!]' then '{"look": true}' else '{}' end::jsonb;
end;
$$;

comment on function specql_type.compile_pattern(text) is
  're: the pattern in PostgreSQL''s dialect, to be matched with the collation und-x-icu; size: its states with all repetitions '
  'written out; look: whether it looks ahead or behind. docs/json-schema.md says what differs. SG142: it is no regular expression, '
  'it is too large, or it uses something that has no equivalent.';
