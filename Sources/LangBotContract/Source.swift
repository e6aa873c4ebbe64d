/// The source of a requirement, with a quotation.
package struct Source: Hashable, Sendable {
    /// A document that requirements cite.
    package enum Document: Hashable, Sendable {
        /// LangBot's page "API Key Authentication".
        case apiKeyGuide
        /// The same page in a later edition, for what the first does not say.
        case edition(Edition)
        /// LangBot's OpenAPI description of its service API, from the same commit.
        case openAPI
        /// LangBot's published service API reference, of 4.9.5.
        case reference
        /// An RFC by number.
        case rfc(Int)
        /// The Fetch standard of the WHATWG.
        case fetch
        /// The Common Weakness Enumeration by number.
        case cwe(Int)
        /// The observed behaviour of a LangBot release, such as `4.11.2`.
        case release(String)
    }

    package let document: Document
    /// The heading, section or path in the document.
    package let locator: String
    /// The quoted sentence or entry.
    package let quotation: String

    package init(_ document: Document, _ locator: String, _ quotation: String) {
        self.document = document
        self.locator = locator
        self.quotation = quotation
    }
}

extension Source.Document: CustomStringConvertible {
    package var description: String {
        switch self {
        case .apiKeyGuide: "API_KEY_AUTH"
        case .edition(let edition): "API_KEY_AUTH of \(edition.rawValue)"
        case .openAPI: "service-api-openapi.json"
        case .reference: "service API reference"
        case .rfc(let number): "RFC \(number)"
        case .fetch: "WHATWG Fetch"
        case .cwe(let number): "CWE-\(number)"
        case .release(let version): "LangBot \(version)"
        }
    }
}

extension Source: CustomStringConvertible {
    package var description: String { "\(document), \(locator): \"\(quotation)\"" }
}

extension Source {
    static let knowledge = Source(.apiKeyGuide, "Available APIs", "Knowledge Base - /api/v1/knowledge/*")
    static let mcpServers = Source(.apiKeyGuide, "Available APIs", "MCP Servers - /api/v1/mcp/servers")
    static let note = Source(
        .apiKeyGuide,
        "Notes",
        "All endpoints that previously required user authentication now also accept API keys"
    )
    static let managing = Source(
        .apiKeyGuide,
        "Managing API Keys",
        "Create, view, copy, or delete API keys as needed"
    )
    static let signingIn = Source(.apiKeyGuide, "Managing API Keys", "Log in to the LangBot web interface")

    /// What every release does since the first, without a document that says so.
    static func every(path: String) -> Source {
        Source(.release("4.5.1"), path, "every release since answers with 200 without a credential")
    }
}
