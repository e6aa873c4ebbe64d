import HTTPCore

/// The HTML pages of a release's framework.
enum Page {
    static func of(_ status: Int) -> HTTPResponse {
        let title = titles[status] ?? "LangBot"
        let text = "<!doctype html>\n<html lang=en>\n<title>\(title)</title>\n<h1>\(title)</h1>\n"
        return HTTPResponse(
            status: status,
            fields: ["Content-Type": "text/html; charset=utf-8"],
            body: Array(text.utf8)
        )
    }

    private static let titles = [
        400: "400 Bad Request", 401: "401 Unauthorized", 404: "404 Not Found", 405: "405 Method Not Allowed",
        409: "409 Conflict", 500: "500 Internal Server Error",
    ]
}
