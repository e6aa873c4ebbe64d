import LangBotContract

/// The sentences that checks cite.
extension Source {
    static let methodOne = Source(.apiKeyGuide, "Authentication Headers", "X-API-Key: lbk_your_api_key_here")
    static let methodTwo = Source(
        .apiKeyGuide,
        "Authentication Headers",
        "Authorization: Bearer lbk_your_api_key_here"
    )
    static let eitherMethod = Source(
        .apiKeyGuide,
        "Authentication Headers",
        "Include your API key in the request header using one of these methods"
    )
    static let userToken = Source(
        .apiKeyGuide,
        "Authentication Methods",
        "User Token (via Authorization: Bearer <user_jwt_token>)"
    )
    static let onlyTwoMethods = Source(
        .apiKeyGuide,
        "Authentication Methods",
        "API Key (via X-API-Key or Authorization: Bearer <api_key>) - for external services"
    )
    static let blanket = Source(
        .apiKeyGuide,
        "Notes",
        "All endpoints that previously required user authentication now also accept API keys"
    )
    static let sameEndpoints = Source(
        .apiKeyGuide,
        "Notes",
        "The same endpoints work for both the web UI (with user tokens) and external services (with API keys)"
    )
    static let unauthorized = Source(
        .apiKeyGuide,
        "Error Responses, 401 Unauthorized",
        "{ \"code\": -1, \"msg\": \"No valid authentication provided (user token or API key required)\" }"
    )
    static let invalidKey = Source(
        .apiKeyGuide,
        "Error Responses, 401 Unauthorized",
        "{ \"code\": -1, \"msg\": \"Invalid API key\" }"
    )
    static let notFound = Source(
        .apiKeyGuide,
        "Error Responses, 404 Not Found",
        "{ \"code\": -1, \"msg\": \"Resource not found\" }"
    )
    static let internalError = Source(
        .apiKeyGuide,
        "Error Responses, 500 Internal Server Error",
        "{ \"code\": -2, \"msg\": \"Error message details\" }"
    )
    static let listAll = Source(
        .apiKeyGuide,
        "List All LLM Models",
        "{ \"code\": 0, \"msg\": \"ok\", \"data\": { \"models\": [ … ] } }"
    )
    static let manageKeys = Source(
        .apiKeyGuide,
        "Managing API Keys",
        "Create, view, copy, or delete API keys as needed"
    )
    static let logIn = Source(.apiKeyGuide, "Managing API Keys", "Log in to the LangBot web interface")
    static let rotateKeys = Source(
        .apiKeyGuide,
        "Security Best Practices",
        "Rotate keys regularly: Create new API keys periodically and delete old ones"
    )
    static let descriptiveNames = Source(
        .apiKeyGuide,
        "Security Best Practices",
        "Use descriptive names: Give your API keys meaningful names to track their usage"
    )
    static let createModel = Source(.apiKeyGuide, "Create a New LLM Model", "POST /api/v1/provider/models/llm")
    static let createBot = Source(
        .apiKeyGuide,
        "Create a New Bot",
        "{ \"name\": \"My Bot\", \"adapter\": \"telegram\", \"config\": {...} }"
    )
    static let createPipeline = Source(
        .apiKeyGuide,
        "Create a New Pipeline",
        "{ \"name\": \"My Pipeline\", \"config\": {...} }"
    )
    static let createEmbedding = Source(
        .openAPI,
        "EmbeddingModelCreate",
        "required: name, requester, requester_config, api_keys"
    )

    static let sortParameters = Source(.openAPI, "paths, /api/v1/pipelines, get, parameters", "sort_by, sort_order")
    static let botLogs = Source(.apiKeyGuide, "Example: cURL", "{ \"from_index\": -1, \"max_count\": 10 }")
    static let updateModel = Source(
        .apiKeyGuide,
        "Update an LLM Model",
        "{ \"name\": \"Updated Model Name\", \"description\": \"Updated description\", ... }"
    )
    static let modelMembers = Source(
        .apiKeyGuide,
        "List All LLM Models",
        "uuid, name, description, requester, requester_config, abilities, created_at, updated_at"
    )
    static let extensions = Source(
        .openAPI,
        "paths, /api/v1/pipelines/{pipeline_uuid}/extensions, get",
        "Retrieve extensions and plugins configured for a pipeline"
    )

    static let secretShownOnce = Source(
        .release("4.11.2"),
        "POST /api/v1/apikeys",
        "answers with the key and secret_available true; every later answer has secret_available false"
    )
    static let scopes = Source(
        .release("4.11.2"),
        "POST /api/v1/apikeys",
        "accepts scopes; anything outside them is answered with 403"
    )
    static let providers = Source(.release("4.7.2"), "/api/v1/provider/providers", "a model belongs to a provider")

    static let fieldNames = Source(.rfc(9110), "section 5.1", "Field names are case-insensitive")
    static let fieldWhitespace = Source(
        .rfc(9110),
        "section 5.5",
        "a field parsing implementation MUST exclude such whitespace prior to evaluating the field value"
    )
    static let duplicateFields = Source(
        .rfc(9110),
        "section 5.3",
        "a sender MUST NOT generate multiple field lines with the same name in a message"
    )
    static let dateField = Source(
        .rfc(9110),
        "section 6.6.1",
        "An origin server with a clock (as defined in Section 5.6.7) MUST generate a Date header field in all 2xx "
            + "(Successful), 3xx (Redirection), and 4xx (Client Error) responses"
    )
    static let trailers = Source(
        .rfc(9110),
        "section 6.5",
        "Trailer fields ought to be processed and stored separately from the fields in the header section"
    )
    static let contentType = Source(
        .rfc(9110),
        "section 8.3",
        "A sender that generates a message containing content SHOULD generate a Content-Type header field"
    )
    static let methodCase = Source(.rfc(9110), "section 9.1", "The method token is case-sensitive")
    static let headMethod = Source(
        .rfc(9110),
        "section 9.3.2",
        "The HEAD method is identical to GET except that the server MUST NOT send content in the response"
    )
    static let optionsMethod = Source(
        .rfc(9110),
        "section 9.3.7",
        "The OPTIONS method requests information about the communication options available for the target resource"
    )
    static let idempotent = Source(
        .rfc(9110),
        "section 9.2.2",
        "PUT, DELETE, and safe request methods are idempotent"
    )
    static let scheme = Source(
        .rfc(9110),
        "section 11.1",
        "It uses a case-insensitive token to identify the authentication scheme"
    )
    static let credentials = Source(
        .rfc(9110),
        "section 11.4",
        "credentials = auth-scheme [ 1*SP ( token68 / #auth-param ) ]"
    )
    static let proxyAuthorization = Source(
        .rfc(9110),
        "section 11.7.2",
        "the Proxy-Authorization header field applies only to the next inbound proxy that demanded authentication"
    )
    static let stateless = Source(.rfc(9110), "section 3.3", "HTTP is defined as a stateless protocol")
    static let badRequest = Source(
        .rfc(9110),
        "section 15.5.1",
        "the server cannot or will not process the request due to something that is perceived to be a client error"
    )
    static let challenge = Source(
        .rfc(9110),
        "section 15.5.2",
        "The server generating a 401 response MUST send a WWW-Authenticate header field"
    )
    static let notFoundStatus = Source(
        .rfc(9110),
        "section 15.5.5",
        "the origin server did not find a current representation for the target resource"
    )
    static let notAllowed = Source(
        .rfc(9110),
        "section 15.5.6",
        "The origin server MUST generate an Allow header field in a 405 response"
    )
    static let mediaType = Source(
        .rfc(9110),
        "section 15.5.16",
        "the content is in a format not supported by this method on the target resource"
    )
    static let notImplemented = Source(
        .rfc(9110),
        "section 9.1",
        "An origin server that receives a request method that is unrecognized or not implemented SHOULD respond with "
            + "the 501 (Not Implemented) status code"
    )
    static let longFields = Source(
        .rfc(9110),
        "section 5.4",
        "A server that receives a request header field line, field value, or set of fields larger than it wishes to "
            + "process MUST respond with an appropriate 4xx (Client Error) status code"
    )
    static let invalidCharacters = Source(
        .rfc(9110),
        "section 5.5",
        "Field values containing CR, LF, or NUL characters are invalid and dangerous"
    )
    static let headFields = Source(
        .rfc(9110),
        "section 9.3.2",
        "The server SHOULD send the same header fields in response to a HEAD request as it would have sent if the "
            + "request method had been GET"
    )
    static let expectation = Source(
        .rfc(9110),
        "section 10.1.1",
        "A \"100-continue\" expectation informs recipients that the client is about to send (presumably large) content "
            + "in this request"
    )
    static let targetTooLong = Source(.rfc(9110), "section 15.5.15", "414 (URI Too Long)")
    static let contentTooLarge = Source(.rfc(9110), "section 15.5.14", "413 (Content Too Large)")
    static let versionNotSupported = Source(.rfc(9110), "section 15.6.6", "505 (HTTP Version Not Supported)")
    static let percentEncoding = Source(
        .rfc(3986),
        "section 2.1",
        "A percent-encoding mechanism is used to represent a data octet in a component"
    )
    static let bareCR = Source(
        .rfc(9112),
        "section 2.2",
        "A recipient of such a bare CR MUST consider that element to be invalid or replace each bare CR with SP"
    )
    static let messageGrammar = Source(
        .rfc(9112),
        "section 2.2",
        "receives a sequence of octets that does not match the HTTP-message grammar aside from the robustness "
            + "exceptions listed above, the server SHOULD respond with a 400 (Bad Request) response"
    )
    static let host = Source(
        .rfc(9112),
        "section 3.2",
        "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message that lacks a Host "
            + "header field and to any request message that contains more than one Host header field line"
    )
    static let absoluteForm = Source(
        .rfc(9112),
        "section 3.2.2",
        "A server MUST accept the absolute-form in requests"
    )
    static let spaceBeforeColon = Source(
        .rfc(9112),
        "section 5.1",
        "A server MUST reject, with a response status code of 400 (Bad Request), any received request message that "
            + "contains whitespace between a header field name and colon"
    )
    static let obsFold = Source(
        .rfc(9112),
        "section 5.2",
        "A server that receives an obs-fold in a request message that is not within a message/http container MUST "
            + "either reject the message by sending a 400 (Bad Request) […] or replace each received obs-fold"
    )
    static let transferCoding = Source(
        .rfc(9112),
        "section 6.1",
        "with a transfer coding it does not understand SHOULD respond with 501 (Not Implemented)"
    )
    static let lengthAndCoding = Source(
        .rfc(9112),
        "section 6.1",
        "Regardless, the server MUST close the connection after responding to such a request to avoid the potential "
            + "attacks"
    )
    static let contentLength = Source(
        .rfc(9112),
        "section 6.3",
        "If the unrecoverable error is in a request message, the server MUST respond with a 400 (Bad Request) status "
            + "code and then close the connection"
    )
    static let pipelining = Source(
        .rfc(9112),
        "section 9.3.2",
        "MUST send the corresponding responses in the same order that the requests were received"
    )
    static let sharedCaches = Source(
        .rfc(9111),
        "section 3.5",
        "A shared cache MUST NOT use a cached response to a request with an Authorization header field"
    )
    static let bearerSyntax = Source(
        .rfc(6750),
        "section 2.1",
        "credentials = \"Bearer\" 1*SP b64token"
    )
    static let bearerBody = Source(
        .rfc(6750),
        "section 2.2",
        "The \"application/x-www-form-urlencoded\" method SHOULD NOT be used except in application contexts where "
            + "participating browsers do not have access to the \"Authorization\" request header field"
    )
    static let bearerQuery = Source(
        .rfc(6750),
        "section 2.3",
        "it SHOULD NOT be used unless it is impossible to transport the access token in the \"Authorization\" request "
            + "header field or the HTTP request entity-body"
    )
    static let oneMethod = Source(
        .rfc(6750),
        "section 2",
        "Clients MUST NOT use more than one method to transmit the token in each request"
    )
    static let noErrorCode = Source(
        .rfc(6750),
        "section 3.1",
        "the resource server SHOULD NOT include an error code or other error information"
    )
    static let jsonText = Source(
        .rfc(8259),
        "section 8.1",
        "JSON text exchanged between systems that are not part of a closed ecosystem MUST be encoded using UTF-8"
    )
    static let jwtAlgorithms = Source(
        .rfc(8725),
        "section 3.2",
        "JWT libraries SHOULD NOT consume JWTs using \"none\" unless explicitly requested by the caller"
    )
    static let jwtValidation = Source(
        .rfc(8725),
        "section 3.3",
        "All cryptographic operations used in the JWT MUST be validated and the entire JWT MUST be rejected if any of "
            + "them fail to validate"
    )
    static let jwtAlgorithmVerification = Source(.rfc(8725), "section 3.1", "Perform Algorithm Verification")
    static let jwtExpiry = Source(
        .rfc(7519),
        "section 4.1.4",
        "identifies the expiration time on or after which the JWT MUST NOT be accepted for processing"
    )
    static let preflight = Source(
        .fetch,
        "CORS protocol and credentials",
        "a CORS-preflight request never includes credentials"
    )
    static let nonWildcard = Source(
        .fetch,
        "CORS non-wildcard request-header name",
        "A CORS non-wildcard request-header name is a header name that is a byte-case-insensitive match for "
            + "`Authorization`"
    )
    static let wildcardCredentials = Source(
        .fetch,
        "CORS protocol and credentials",
        "If credentials mode is \"include\", then `Access-Control-Allow-Origin` cannot be `*`"
    )
    static let exposure = Source(.cwe(200), "title", "Exposure of Sensitive Information to an Unauthorized Actor")
    static let errorDetails = Source(
        .cwe(209),
        "title",
        "Generation of Error Message Containing Sensitive Information"
    )
    static let discrepancy = Source(.cwe(204), "title", "Observable Response Discrepancy")
    static let sessionExpiration = Source(.cwe(613), "title", "Insufficient Session Expiration")
    static let injection = Source(
        .cwe(89),
        "title",
        "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')"
    )
    static let pathTraversal = Source(
        .cwe(22),
        "title",
        "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')"
    )
    static let authenticationBypass = Source(.cwe(287), "title", "Improper Authentication")
    static let race = Source(
        .cwe(362),
        "title",
        "Concurrent Execution using Shared Resource with Improper Synchronization ('Race Condition')"
    )
    static let resourceConsumption = Source(.cwe(400), "title", "Uncontrolled Resource Consumption")
    static let lockout = Source(
        .cwe(307),
        "title",
        "Improper Restriction of Excessive Authentication Attempts"
    )
    static let openRedirect = Source(.cwe(601), "title", "URL Redirection to Untrusted Site ('Open Redirect')")
    static let responseSplitting = Source(
        .cwe(113),
        "title",
        "Improper Neutralization of CRLF Sequences in HTTP Headers ('HTTP Request/Response Splitting')"
    )
    static let entropy = Source(.cwe(331), "title", "Insufficient Entropy")
    static let mimeSniffing = Source(
        .fetch,
        "X-Content-Type-Options header",
        "The `X-Content-Type-Options` response header can be used to require checking of a response's `Content-Type` "
            + "header against the destination of a request"
    )
}
