"""The site for programs: everything that pages show, and everything that forms ask, as JSON under `/api/v1`.

A call comes in with a token, a session or neither (`access`); plain data goes out, with its ETag, its
allowance and its next page in the headers (`answers`). Each product's request has its own operation in the
OpenAPI document (`openapi`), made from its Request model.
"""
