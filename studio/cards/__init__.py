"""Cards of the page: header, form, view picker, facts of the clip, guides.

In: what the visitor works on and what is shown. Out: inputs on the page, values taken over.
Never: draws chrome, starts an export.
"""
