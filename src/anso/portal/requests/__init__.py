"""What somebody may ask of a product, as fields of a form; and what they gave, as values.

A product's Request model comes in (`form.form_fields`), or a web request (`given.read_given`); out go plain
descriptions of fields, and plain values for `jobs.actions.ask`. The rules are the model's own, so that a
bad value gives the same sentence here as on the command line.
"""
