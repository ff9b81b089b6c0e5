-- Where a call came from, for the context of what SDKs in browsers and on phones send.
alter table inbox add column ip text;
