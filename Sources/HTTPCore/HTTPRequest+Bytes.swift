extension HTTPRequest {
    /// The request as sent, with nothing added: the fields must specify the length of the content.
    package var bytes: [UInt8] {
        var output = Array("\(method.rawValue) \(target) \(version.rawValue)\r\n".utf8)
        fields.write(to: &output)
        output.append(contentsOf: "\r\n".utf8)
        output.append(contentsOf: body)
        return output
    }
}
