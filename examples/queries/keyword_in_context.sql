-- Every mention of a country or of its people in its context, with the way back to the source.
select a.headline, substr(a.text, greatest(1, m.char_start - 40), 100) as context, a.raw_uri
from mentions m
join articles a using (article_id, version_id)
join entities e using (entity_id)
where e.iso3166 = 'KP' and m.field = 'text'
order by a.article_id, m.char_start
