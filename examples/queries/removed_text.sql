-- What was removed, by kind and rule.
select kind, rule_id, action, count(*) as blocks, sum(char_end - char_start) as chars
from removed_blocks
group by all
order by chars desc
