-- Who appears with whom, counted once per story; copies left out.
select x.name, y.name as with_name, count(*) as stories
from article_entities p
join article_entities q on p.article_id = q.article_id and p.entity_id < q.entity_id
join articles a on a.article_id = p.article_id
join entities x on x.entity_id = p.entity_id
join entities y on y.entity_id = q.entity_id
where a.is_canonical and x.entity_type = 'PERSON' and y.entity_type = 'PERSON'
group by p.entity_id, q.entity_id, x.name, y.name
order by stories desc, x.name, with_name
limit 20
