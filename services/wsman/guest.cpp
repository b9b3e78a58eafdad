// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/guest.h"

#include "services/core/onpool.h"
#include "services/wsman/auth/sealedbody.h"
#include "services/wsman/soapxml.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Asked
{
    Envelope envelope;
    bool fault = false;
    Encoding encoding = Encoding::Utf8;
};

// The envelope in a request, or the fault to answer it with.
Asked asked(const HttpRequest &request)
{
    const auto encoding = encodingOf(charset(request.headers), request.body);
    const auto text = encoding ? toUtf8(request.body, *encoding) : std::nullopt;
    if (!text) {
        const Wsman::Fault fault{.code = u"Sender"_s,
                                 .subcode = u"EncodingLimit"_s,
                                 .detail = u"CharacterSet"_s,
                                 .reason = u"Only UTF-8 and UTF-16 are served."_s};
        return {faultEnvelope(fault, {}), true};
    }
    RequestRead read = readRequest(*text);
    return {std::move(read.envelope), read.fault, *encoding};
}

// What goes back: the envelope as it is when the client takes that much (DSP0226 section 13.1). Of
// a change that ran the fault must not sound as if it had not.
HttpReply written(const Envelope &reply, const Envelope &request, Encoding encoding,
                  const QStringList &profiles)
{
    Envelope fitting = reply;
    QByteArray bytes = fromUtf8(writeEnvelope(fitting, profiles), encoding);
    if (bytes.size() > qsizetype(std::max(request.maxEnvelopeSize, Wsman::leastEnvelopeSize))) {
        fitting = faultEnvelope(
            {.code = u"Sender"_s,
             .subcode = u"EncodingLimit"_s,
             .detail = onlyAsks(request) ? u"MaxEnvelopeSize"_s : u"UnreportableSuccess"_s,
             .reason = u"The reply is larger than asked for."_s},
            request);
        bytes = fromUtf8(writeEnvelope(fitting), encoding);
    }
    const bool fault = std::holds_alternative<Wsman::Fault>(fitting.body);
    return {fault ? 500 : 200,
            {{"Content-Type", QByteArray(soapMediaType) + ";charset=" + charsetName(encoding)}},
            bytes};
}

bool isTooLarge(const HttpRequest &request)
{
    return request.body.size() > qsizetype(Wsman::defaultEnvelopeSize);
}

QByteArray saying(const Scheme &scheme, const QByteArray &token)
{
    const QLatin1StringView word = scheme.word;
    return QByteArray(word.data(), word.size()) + ' ' + token;
}

} // namespace

Guest::Guest(std::unique_ptr<HttpServerConnection> connection, const SignInRules &rules,
             const QByteArray &binding, bool anonymousIdentify, const Responder &responder)
    : m_connection(std::move(connection))
    , m_rules(rules)
    , m_binding(binding)
    , m_anonymousIdentify(anonymousIdentify)
    , m_responder(responder)
{
    connect(m_connection.get(), &HttpServerConnection::requestRead, this, &Guest::receive);
    connect(m_connection.get(), &HttpServerConnection::closed, this, &Guest::left);
}

Guest::~Guest()
{
    forget();
}

Channel Guest::channel(const HttpRequest &request) const
{
    const QByteArray host = headerValues(request.headers, "Host").value(0);
    return {.host = QString::fromLatin1(HttpServerConnection::hostOf(host)),
            .encrypted = !m_binding.isEmpty(),
            .loopback = m_connection->peerIsLoopback(),
            .binding = m_binding,
            .peer = m_connection->peerCertificate()};
}

void Guest::receive(const HttpRequest &request)
{
    m_sealed = false;
    m_token.clear();
    // The connection lets a sealed body be larger by its frame.
    if (!isSealedType(mediaType(request.headers)) && isTooLarge(request))
        return m_connection->refuse(413);
    const bool anonymous = request.target == anonymousPath
        || headerValues(request.headers, "WSMANIDENTIFY").value(0).trimmed() == "unauthenticated";
    if (anonymous && m_anonymousIdentify) {
        forget();
        return read(request, true);
    }
    const auto values = headerValues(request.headers, "Authorization");
    if (request.target == anonymousPath || values.size() > 1)
        return refuse(request);
    if (!values.isEmpty())
        return signIn(request, values.first());
    if (m_state != State::Ready)
        return refuse(request);
    admit(request);
}

// A token on a context that is ready begins another one, and so does another scheme.
void Guest::signIn(const HttpRequest &request, const QByteArray &authorization)
{
    const qsizetype blank = authorization.indexOf(' ');
    const QByteArray word = blank < 0 ? authorization : authorization.first(blank);
    const QByteArray parameters = blank < 0 ? QByteArray()
                                            : authorization.sliced(blank + 1).trimmed();
    const Scheme *scheme = schemeSaying(word);
    if (m_state != State::Continue || scheme != m_scheme) {
        forget();
        m_context = scheme ? scheme->accept(m_rules, channel(request)) : nullptr;
        m_scheme = scheme;
    }
    if (!m_context)
        return refuse(request);
    onDone(onPool([context = m_context, parameters] { return context->check(parameters); },
                  signInPool()),
           this, [this, request](const Outcome<ServerSignIn::Verdict> &verdict) {
               if (verdict.ok())
                   return judge(request, *verdict);
               forget();
               m_connection->answer({.status = 503}); // the user file can't be read, say
           });
}

void Guest::judge(const HttpRequest &request, const ServerSignIn::Verdict &verdict)
{
    using State = ServerSignIn::Verdict::State;
    switch (verdict.state) {
    case State::Refused:
        return refuse(request, verdict.token);
    case State::Again:
        // Whatever body came along is of somebody unknown, and is dropped.
        m_state = Guest::State::Continue;
        return m_connection->answer(
            {.status = 401, .headers = {{"WWW-Authenticate", saying(*m_scheme, verdict.token)}}});
    case State::Ready:
        break;
    }
    m_state = Guest::State::Ready;
    m_proven = true;
    m_caller = verdict.caller;
    m_token = verdict.token;
    if (m_context->lasts() && request.body.isEmpty())
        return answer({.status = 200});
    admit(request);
}

// Somebody known asks something.
void Guest::admit(const HttpRequest &request)
{
    m_sealed = isSealedType(mediaType(request.headers));
    // A readable body of one who could have sealed it: WinRM says no more than this either.
    if (!m_sealed && m_context->seals())
        return answer({.status = 500});
    if (!m_sealed)
        return read(request, false);
    onDone(
        onPool([context = m_context, request] { return context->undress(request); }, signInPool()),
        this, [this](const Outcome<HttpRequest> &readable) {
            if (readable.ok() && isTooLarge(*readable))
                return m_connection->refuse(413);
            if (readable.ok())
                return read(*readable, false);
            forget(); // its two halves are no longer in step
            m_connection->refuse(400);
        });
}

void Guest::read(const HttpRequest &request, bool identifyOnly)
{
    onDone(onPool([request]() -> Outcome<Asked> { return asked(request); }), this,
           [this, request, identifyOnly](const Outcome<Asked> &now) {
               m_encoding = now->encoding;
               // How else one may sign in is told to those who have (as WinRM).
               m_profiles = identifyOnly ? QStringList() : profiles(request, now->envelope);
               if (identifyOnly && !std::holds_alternative<Wsman::Identify>(now->envelope.body))
                   refuse(request);
               else if (now->fault)
                   write(now->envelope, now->envelope);
               else
                   respond(now->envelope);
           });
}

// Of the schemes that are served on this connection, of any use to Identify alone.
QStringList Guest::profiles(const HttpRequest &request, const Envelope &asked) const
{
    QStringList uris;
    if (!std::holds_alternative<Wsman::Identify>(asked.body))
        return uris;
    for (const Scheme &scheme : schemes()) {
        const QString uri = u"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/%1/%2"_s.arg(
            m_binding.isEmpty() ? "http"_L1 : "https"_L1, scheme.profile);
        if (!scheme.profile.isEmpty() && !uris.contains(uri)
            && scheme.accept(m_rules, channel(request)))
            uris.append(uri);
    }
    return uris;
}

void Guest::respond(const Envelope &request)
{
    // Whoever fills pages counts octets of UTF-8, of which each becomes two at most.
    Envelope fitting = request;
    if (m_encoding != Encoding::Utf8)
        fitting.maxEnvelopeSize /= 2;
    onDone(m_responder(fitting, m_caller), this, [this, request](const Outcome<Envelope> &reply) {
        if (reply.ok())
            return write(*reply, request);
        // Went away without a word: a fault would say that nothing happened, and nobody knows that.
        answer({.status = 500});
    });
}

void Guest::write(const Envelope &reply, const Envelope &request)
{
    const auto http = [reply, request, encoding = m_encoding, profiles = m_profiles,
                       context = m_sealed ? m_context : nullptr] {
        const HttpReply readable = written(reply, request, encoding, profiles);
        return context ? context->dress(readable) : Outcome<HttpReply>(readable);
    };
    onDone(onPool(http), this, [this](const Outcome<HttpReply> &dressed) {
        if (dressed.ok())
            return answer(*dressed);
        forget();
        m_connection->refuse(500);
    });
}

void Guest::answer(const HttpReply &reply)
{
    HttpReply whole = reply;
    if (!m_token.isEmpty())
        whole.headers << HttpHeader{"WWW-Authenticate",
                                    saying(*m_scheme, std::exchange(m_token, {}))};
    if (m_context && !m_context->lasts())
        forget();
    m_connection->answer(whole);
}

// Says to one whom nobody knows what he may try.
void Guest::refuse(const HttpRequest &request, const QByteArray &token)
{
    const Scheme *tried = token.isEmpty() ? nullptr : m_scheme;
    forget();
    HttpReply reply{.status = 401};
    for (const Scheme &scheme : schemes()) {
        if (!scheme.challenge.isEmpty() && scheme.accept(m_rules, channel(request)))
            reply.headers << HttpHeader{
                "WWW-Authenticate", &scheme == tried ? saying(scheme, token) : scheme.challenge};
    }
    m_connection->answer(reply);
}

void Guest::forget()
{
    m_state = State::New;
    m_scheme = nullptr;
    m_caller = {};
    m_token.clear();
    // Freeing a context may block, and the pool may still be at it.
    if (m_context)
        signInPool().start([gone = std::exchange(m_context, nullptr)] {});
}

} // namespace Cistern

#include "moc_guest.cpp"
