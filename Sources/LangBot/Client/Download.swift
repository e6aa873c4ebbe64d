public import Foundation

/// A file as a server sent it.
public struct Download: Hashable, Sendable {
    /// The bytes.
    public let data: Data
    /// The media type, such as `image/png`; nil when the server does not say.
    public let contentType: String?

    /// Makes a download.
    public init(data: Data, contentType: String?) {
        self.data = data
        self.contentType = contentType
    }

    /// The file of a successful answer; nil for an envelope, which is a refusal here, and for a web page of LangBot's.
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
