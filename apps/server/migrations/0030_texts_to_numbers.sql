-- Whether texts that come to a number are reported, as the provider said last; null: it has not said yet.
alter table pbx_numbers add sms_reception text check (sms_reception in ('on', 'off', 'unsupported'));
