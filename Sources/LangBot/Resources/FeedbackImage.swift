public import Foundation

/// An image that goes with feedback.
public struct FeedbackImage: Hashable, Sendable {
    /// The file name.
    public var name: String
    /// The media type, such as `image/png`.
    public var contentType: String
    /// The bytes of the image.
    public var content: Data

    /// Creates an image.
    public init(name: String, contentType: String, content: Data) {
        self.name = name
        self.contentType = contentType
        self.content = content
    }

    var member: JSONValue {
        [
            "name": .string(name), "mime_type": .string(contentType),
            "data_url": .string("data:\(contentType);base64,\(content.base64EncodedString())"),
        ]
    }
}
