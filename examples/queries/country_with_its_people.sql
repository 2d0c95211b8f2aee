-- How a country is named: by its own name, by its people's, and by its capital where that stands for the government.
select m.surface,
       case when m.stands_for_iso3166 = 'KP' then 'government' when m.kind = 'demonym' then 'people'
            else 'country' end as named_as,
       count(distinct m.article_id) as stories, count(*) as mentions
from mentions m
join articles a using (article_id, version_id)
join entities e using (entity_id)
where a.is_canonical and (e.iso3166 = 'KP' or m.stands_for_iso3166 = 'KP')
group by all
order by mentions desc, m.surface, named_as
