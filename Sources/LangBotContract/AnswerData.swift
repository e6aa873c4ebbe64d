/// The `data` of an operation's success.
package enum AnswerData: Hashable, Sendable {
    /// The same in every profile.
    case schema(JSONSchema)
    /// One resource, under its singular name.
    case one(Resource)
    /// A list of resources, under their plural name.
    case list(Resource)
    /// A value that the profile derives from what it holds, such as its version and limits.
    case derived
    /// Content of a media type, without an envelope.
    case file(String)
    /// Answers in a form of the operation's own, whatever their status.
    case foreign

    package static let null = AnswerData.schema(.null)
    /// An object without members.
    package static let empty = AnswerData.schema(.object([:]))
    /// The identifier of a new resource.
    package static let identifier = AnswerData.schema(.object(["uuid": .uuid]))
    /// The number of a task that was started.
    package static let task = AnswerData.schema(.object(["task_id": .integer]))

    package static func object(_ members: JSONSchema.Members) -> AnswerData { .schema(.object(members)) }
}
