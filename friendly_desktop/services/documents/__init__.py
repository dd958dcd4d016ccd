"""The printed papers: one document model, and the writers that turn it into PDF, XLSX and HTML.

The papers are official Vietnamese whatever language the window speaks, so their words are not
translated; only errors shown to the person at the PC are. The same content gives the same bytes.
This package is the only place that imports ReportLab and XlsxWriter.
"""
