public import Foundation

/// A downloaded file.
public struct Download: Hashable, Sendable {
    /// The content of the file.
    public let data: Data
    /// The media type, such as `image/png`; nil if the server does not report it.
    public let contentType: String?

    /// Creates a download.
    public init(data: Data, contentType: String?) {
        self.data = data
        self.contentType = contentType
    }

    /// Reads the file from a successful response; nil for an envelope, which means refusal here, and for a page of
    /// LangBot's web interface.
    init?(_ response: TransportResponse) {
        guard (200..<300).contains(response.status) else { return nil }
        let contentType = response.headers["Content-Type"]
        if contentType?.lowercased().hasPrefix("application/json") == true,
            let envelope = try? JSONParser.parse(response.body), envelope["code"] != nil, envelope["msg"] != nil
        {
            return nil
        }
        self.init(data: response.body, contentType: contentType)
    }
}

extension Download: CustomStringConvertible, CustomReflectable {
    /// How long the file is, and its media type.
    public var description: String { "\(data.count) bytes of \(contentType ?? "an unknown type")" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["file": description]) }
}
