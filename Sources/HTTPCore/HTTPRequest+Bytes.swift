extension HTTPRequest {
    /// The request as it goes over the wire, with nothing added: the fields must say how long the content is.
    package var bytes: [UInt8] {
        var output = Array("\(method.rawValue) \(target) \(version.rawValue)\r\n".utf8)
        fields.write(to: &output)
        output.append(contentsOf: "\r\n".utf8)
        output.append(contentsOf: body)
        return output
    }
}
