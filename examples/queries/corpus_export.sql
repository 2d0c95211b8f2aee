-- A corpus for language models, in FineWeb's column names.
select article_id as id, text, url, published_at as date, raw_uri as file_path,
       language, language_score
from articles
where is_canonical and language = 'en' and word_count >= 50
order by id
