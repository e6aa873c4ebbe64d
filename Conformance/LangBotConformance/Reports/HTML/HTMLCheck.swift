/// One check on the page: a line that expands to its details.
struct HTMLCheck {
    let result: CheckResult
    let fails: Bool

    func render() -> String {
        let operation = result.operation.map { " <span class=\"operation\">\(escape($0))</span>" } ?? ""
        return """
            <details class="check \(result.verdict.style)\(fails ? " fails" : "")" id="\(HTMLReport.anchor(result))" \
            data-level="\(result.level.rawValue)" data-resource="\(escape(result.resource))"><summary>\
            <span class="badge">\(result.verdict.words)</span> <code>\(escape(result.id))</code>\(operation) \
            <span class="level">\(result.level.rawValue)</span></summary>
            <p>\(escape(result.sentence))</p>
            \(facts)\(exchange)\(command)</details>
            """
    }

    private var facts: String {
        let rows = [("Source", result.source), ("Expected", result.expected), ("Actual", result.actual)]
        return "<dl class=\"check-facts\">" + rows.map { "<dt>\($0)</dt><dd>\(escape($1))</dd>" }.joined() + "</dl>\n"
    }

    private var exchange: String {
        guard let exchange = result.exchange else { return "" }
        return """
            <div class="exchange"><figure><figcaption>Request</figcaption>\
            <pre>\(escape(exchange.requestLines.joined(separator: "\n")))</pre></figure>\
            <figure><figcaption>Response</figcaption>\
            <pre>\(escape(exchange.answerLines.joined(separator: "\n")))</pre></figure></div>

            """
    }

    private var command: String {
        guard let curl = result.curl else { return "" }
        return "<figure class=\"command\"><figcaption>Reproduce</figcaption><pre>\(escape(curl))</pre></figure>\n"
    }

    private func escape(_ text: String) -> String { HTMLReport.escape(text) }
}

extension CheckResult {
    /// LangBot's name of the operation's resource; empty without an operation.
    var resource: String {
        let parts = (operation ?? "").split(separator: ".")
        return parts.dropLast().joined(separator: ".")
    }
}
