"""The site: pages, API, forms, search, accounts and jobs. It holds no science and no rules of its own."""
