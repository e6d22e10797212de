-- What stands behind a claim, and how the source hedges it: “Estimate, given as almost”.
create or replace macro how_firm_words(in_firmness, in_qualifier) as (
    upper(left(in_firmness, 1)) || in_firmness[2:]
    || if(in_qualifier = 'exact', '', ', given as ' || in_qualifier)
);
