/// A self-contained HTML page with its style and script.
struct HTMLPage {
    let title: String

    private static let style = String(decoding: PackageResources.report_css, as: UTF8.self)
    private static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

    /// - Returns: UTF-8.
    func render(_ body: String) -> [UInt8] {
        let page = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <title>\(Markup.escape(title))</title>
            <link rel="icon" href="data:,">
            <style>
            \(Self.style)</style>
            </head>
            <body>
            <main>
            \(body)
            </main>
            <script>
            \(Self.script)</script>
            </body>
            </html>

            """
        return Array(page.utf8)
    }
}
