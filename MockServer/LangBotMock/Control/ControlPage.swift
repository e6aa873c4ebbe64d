import Foundation
import HTTPCore

/// The page at `/__mock/`: resources, faults, worlds, and the journal as it grows.
enum ControlPage {
    private static let page = String(decoding: PackageResources.page_html, as: UTF8.self)
        .replacingOccurrences(of: "{{style}}", with: String(decoding: PackageResources.page_css, as: UTF8.self))
        .replacingOccurrences(of: "{{script}}", with: String(decoding: PackageResources.page_js, as: UTF8.self))

    /// The page, whose style and script run by a nonce of this answer alone.
    static func response() -> HTTPResponse {
        let nonce = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        return HTTPResponse(
            status: 200,
            fields: [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
                "Content-Security-Policy":
                    "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; connect-src 'self'; "
                    + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types 'none'",
                "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            ],
            body: Array(page.replacingOccurrences(of: "{{nonce}}", with: nonce).utf8)
        )
    }
}
