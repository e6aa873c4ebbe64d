extension RunMatrix {
    /// The table as a self-contained HTML page.
    package var html: String {
        let body = [header, totals, table].joined(separator: "\n")
        return String(
            decoding: HTMLPage(title: "LangBot conformance of \(names.count) runs").render(body),
            as: UTF8.self
        )
    }

    private var header: String {
        """
        <header class="verdict">
        <p class="product">LangBot conformance</p>
        <h1>Conformance of \(names.count) runs</h1>
        <p class="note">✓ conforms · ✗ deviates, with the share of deviating operations · – untested or not applicable. \
        Hover over a cell to see the answer.</p>
        </header>
        """
    }

    private var heads: String {
        names.map { "<th scope=\"col\"><span>\(HTMLReport.escape($0))</span></th>" }.joined()
    }

    private var totals: String {
        let rows = levels.map { level in
            let cells = conforming(level).map { count in
                let style = count.conforming == count.tried ? Verdict.conforms.style : Verdict.notApplicable.style
                return "<td class=\"\(style)\"><span>\(count.conforming)/\(count.tried)</span></td>"
            }.joined()
            return "<tr><th scope=\"row\">\(level.title)</th>\(cells)</tr>"
        }
        let shown = editions.map { "<td><span>\(HTMLReport.escape($0))</span></td>" }.joined()
        let guides = shown.isEmpty ? "" : "<tr><th scope=\"row\">Edition of LangBot's guide</th>\(shown)</tr>\n"
        return """
            <section aria-labelledby="totals-title">
            <h2 id="totals-title">Conforming checks, of those tested</h2>
            <div class="scroll"><table class="matrix wide-heads">
            <thead><tr><th scope="col">level</th>\(heads)</tr></thead>
            <tbody>\(guides)\(rows.joined(separator: "\n"))</tbody></table></div>
            </section>
            """
    }

    private var table: String {
        let rows = levels.flatMap { level -> [String] in
            let rows = deviating(level)
            guard !rows.isEmpty else { return [] }
            let band =
                "<tr class=\"band\"><th scope=\"rowgroup\" colspan=\"\(names.count + 1)\">\(level.title)</th></tr>"
            return [band] + rows.map(row)
        }
        let silent = self.rows.count { row in row.cells.allSatisfy { $0.deviating == 0 } }
        return """
            <section aria-labelledby="matrix-title">
            <h2 id="matrix-title">Deviations</h2>
            <p class="note">No run deviates in the other \(counted(silent, "check")).</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="matrix-title"><table class="matrix wide-heads">
            <thead><tr><th scope="col">check</th>\(heads)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            </section>
            """
    }

    private func row(_ row: Row) -> String {
        let cells = row.cells.map { cell -> String in
            guard let verdict = cell.verdict else { return "<td></td>" }
            let seen = cell.results.first { $0.verdict == verdict }?.actual ?? ""
            let title = HTMLReport.escape("\(verdict.words): \(seen.prefix(300))")
            return "<td class=\"\(verdict.style)\" title=\"\(title)\"><span>\(cell.text)</span></td>"
        }.joined()
        return """
            <tr><th scope="row"><code>\(HTMLReport.escape(row.check.id))</code>\
            <span class="sentence">\(HTMLReport.escape(row.check.sentence))</span></th>\(cells)</tr>
            """
    }
}
