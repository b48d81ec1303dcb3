-- 012183  memory.found_texts()
-- The memories whose text fits a query, among those that the caller sees.

create or replace function memory.found_texts(org_id text, query text, wanted integer)
  returns table (memory bigint, score double precision)
  language plpgsql
  stable
as $$
declare
  v_schema constant name := specql_pattern.extension_schema('pg_trgm');
  v_words  constant tsquery := plainto_tsquery('english', query);
  -- Every character stands for itself.
  v_part   constant text := '%' || regexp_replace(query, '([\\%_])', '\\\1', 'g') || '%';
  v_threshold constant text := coalesce(current_setting('pg_trgm.word_similarity_threshold', true), '0.6');
  v_like   boolean;
  v_count  bigint;
begin
  -- First by words and parts; only where these find too little, by what is written alike. More than 10,000 are not ranked.
  perform set_config('pg_trgm.word_similarity_threshold', '0.45', true);
  foreach v_like in array array[false, true] loop
    return query execute format(
      'select f.memory, f.score
       from (
         select t.pk_search_text as memory,
           ts_rank(t.search_vector, $2)::double precision
             + %1$I.word_similarity($1, left(t.content, 2000))
             + case when t.content ilike $3 then 1 else 0 end as score
         from (
           select s.pk_search_text, s.search_vector, s.content
           from memory.tb_search_text as s
             -- Only what the caller sees is joined: row-level security stands on this side.
             join memory.tb_memory_entity as e on e.pk_memory_entity = s.pk_search_text
           where %2$s and e.org_id = $4
           limit 10000
         ) as t
       ) as f
       order by f.score desc, f.memory desc
       limit $5',
      v_schema,
      case when v_like
        then format('$1 operator(%1$I.<%%) s.content and not (s.search_vector @@ $2 or s.content ilike $3)', v_schema)
        else '(s.search_vector @@ $2 or s.content ilike $3)'
      end)
    using query, v_words, v_part, org_id, wanted - coalesce(v_count, 0);
    get diagnostics v_count = row_count;
    exit when v_count >= wanted;
  end loop;
  perform set_config('pg_trgm.word_similarity_threshold', v_threshold, true);
end;
$$;

comment on function memory.found_texts(text, text, integer) is
  'Full text (English stems, all words) or the query as a part of the text, whatever its case; then, while fewer than wanted are '
  'found, texts with words that are spelled alike. %, _ and \ are plain characters.';
