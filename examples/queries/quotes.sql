-- Who said what.
select e.name as speaker, q.text, a.headline
from quotes q
join articles a using (article_id, version_id)
left join entities e on e.entity_id = q.speaker_entity_id
where a.is_canonical
order by speaker nulls last, a.headline, q.char_start
