// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A WS-Management message as a value: addressing headers and one operation or its reply. Written
// and read by soapxml; the same on the client and the serving side. Value; any thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"
#include "services/schema/methodcall.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>
#include <variant>

namespace Cistern {

// How class and namespace are spelled in a resource URI (DSP0227 section 5; WinRM wants Wmi).
enum class UriForm : quint8 { Wmi, Dmtf };

namespace Wsman {

// What the families read in different spellings; the defaults are those of WinRM.
enum class TimeSpelling : quint8 {
    Wrapped, // <cim:Datetime> or <cim:Interval>
    Iso,     // bare ISO 8601 or xs:duration
    Cim,     // the 25 characters
};
enum class EmbeddedSpelling : quint8 {
    Text,  // one that is declared as string stays CIM-XML text
    Flat,  // members in the element, the class in xsi:type
    Child, // one child named as the class
};
struct Spelling
{
    TimeSpelling times = TimeSpelling::Wrapped;
    EmbeddedSpelling embedded = EmbeddedSpelling::Text;
    bool locale = true; // the Locale header
    bool operator==(const Spelling &) const = default;
};

// An element that is handed back as it came: of the endpoint reference of a subscription's manager,
// which goes into the header of what is sent there (WS-Addressing section 2.3).
struct XmlPart
{
    struct Attribute
    {
        QString nameSpace, name, text;
        bool operator==(const Attribute &) const = default;
    };
    QString nameSpace, name, text;
    QList<Attribute> attributes = {};
    QList<XmlPart> parts = {};
    bool operator==(const XmlPart &other) const;
};

// Requests
struct Identify
{
    QString nameSpace = {}; // of its element as read; empty: that of DSP0226 annex A
    bool operator==(const Identify &) const = default;
};
struct Get
{
    QString fragment = {}; // what of the object, see fragmentpath.h; empty: all of it
    bool operator==(const Get &) const = default;
};
struct Put
{
    CimInstance instance;
    QString fragment = {}; // the one property of instance that is meant; empty: all that it holds
    bool operator==(const Put &) const = default;
};
struct Create
{
    CimInstance instance;
    bool operator==(const Create &) const = default;
};
struct Delete
{
    bool operator==(const Delete &) const = default;
};

// DSP0227 section 17: the far ends (AssociatedInstances) or the links (AssociationInstances).
struct AssociationFilter
{
    CimPath object;
    bool links = false;
    QString associationClass; // far ends only
    QString role;
    QString resultClass;
    QString resultRole;                // far ends only
    QStringList resultProperties = {}; // of which alone is told; empty: all
    bool operator==(const AssociationFilter &) const = default;
};
struct WqlFilter
{
    QString query;
    bool operator==(const WqlFilter &) const = default;
};
// Objects whose properties have these values (DSP0226 annex E).
struct SelectorFilter
{
    QList<std::pair<QString, QString>> selectors;
    bool operator==(const SelectorFilter &) const = default;
};
struct UnknownFilter
{
    QString dialect;
    bool operator==(const UnknownFilter &) const = default;
};
enum class Mode : quint8 { Objects, Paths, ObjectsAndPaths };
struct Enumerate
{
    std::variant<std::monostate, AssociationFilter, WqlFilter, SelectorFilter, UnknownFilter>
        filter;
    Mode mode = Mode::ObjectsAndPaths;
    bool optimize = true;
    quint32 maxElements = 1; // the default of DSP0226 section 8.2.3
    bool operator==(const Enumerate &) const = default;
};
struct Pull
{
    QString context;
    quint32 maxElements = 1;
    QString className = {}; // not written: of the items of a query that do not say it themselves
    std::optional<std::chrono::milliseconds> maxTime = {}; // to wait for a first item
    quint32 maxCharacters = 0;                             // of the items; 0: not said
    bool operator==(const Pull &) const = default;
};
struct Release
{
    QString context;
    bool operator==(const Release &) const = default;
};
struct Invoke
{
    QString method;
    QList<std::pair<QString, CimValue>> arguments; // typed by the declaration where there is one
    bool operator==(const Invoke &) const = default;
};
// Events that come as answers to Pull, with the context that the reply tells.
struct Subscribe
{
    QString mode = {}; // URI of the delivery
    std::variant<std::monostate, WqlFilter, UnknownFilter> filter = {};
    std::optional<std::chrono::milliseconds> expires = {};
    std::optional<std::chrono::milliseconds> heartbeats = {}; // the longest silence
    bool bookmarks = false;                                   // places to go on from are wanted
    bool operator==(const Subscribe &) const = default;
};
struct Renew
{
    QList<XmlPart> manager; // of a request that was read: its wse:Identifier
    std::optional<std::chrono::milliseconds> expires = {};
    bool operator==(const Renew &) const = default;
};
struct Unsubscribe
{
    QList<XmlPart> manager; // as of Renew
    bool operator==(const Unsubscribe &) const = default;
};
// An action nobody here knows, so that the one who answers can say so.
struct UnknownRequest
{
    bool operator==(const UnknownRequest &) const = default;
};

// Replies
struct IdentifyReply
{
    QString protocolVersion, productVendor, productVersion;
    QString nameSpace = {}; // of the reply as read, where it is not that of DSP0226 annex A
    bool operator==(const IdentifyReply &) const = default;
};
struct InstanceReply
{
    std::optional<CimInstance> instance;
    bool operator==(const InstanceReply &) const = default;
}; // of Get and Put
// Of Get and Put with a fragment: the property, or its text alone.
struct FragmentReply
{
    QString fragment;
    CimInstance instance; // of the class, with the one property
    std::optional<QString> text = {};
    bool operator==(const FragmentReply &) const = default;
};
struct CreateReply
{
    CimPath path;
    bool operator==(const CreateReply &) const = default;
};
struct DoneReply
{
    bool operator==(const DoneReply &) const = default;
};           // of Delete, Release and Unsubscribe
struct Items // of Enumerate and Pull
{
    Mode mode = Mode::ObjectsAndPaths;
    QList<CimInstance> instances;    // their path() is the one told beside them
    QList<QStringList> columns = {}; // that the query selects: nothing else is told of an object
    QList<CimPath> paths;            // in mode Paths
    QString context;                 // empty when finished
    bool end = true;
    quint32 dropped = 0; // events of a subscription that were lost before these
    bool operator==(const Items &) const = default;
};
struct InvokeReply
{
    QString method;
    MethodReply reply;
    bool operator==(const InvokeReply &) const = default;
};
struct SubscribeReply
{
    QList<XmlPart> manager; // all reference parameters or properties
    std::optional<std::chrono::milliseconds> expires = {};
    QString context; // to pull with
    bool operator==(const SubscribeReply &) const = default;
};
struct RenewReply
{
    std::optional<std::chrono::milliseconds> expires = {};
    bool operator==(const RenewReply &) const = default;
};
struct Fault
{
    QString code = {};          // "Sender", "Receiver", "MustUnderstand", "VersionMismatch"
    QString subcode = {};       // local name, "InvalidSelectors", empty when none
    QString detail = {};        // last segment of the fault detail URI
    QString reason = {};        // words of the server
    quint32 cimStatus = 0;      // DSP0004 status of a CIM error in the detail, 0 when none
    quint64 vendorCode = 0;     // WSManFault/@Code, 0 when none
    QString notUnderstood = {}; // the header, of MustUnderstand
    QString notUnderstoodNameSpace = {}; // not read
    QString family = {};     // prefix of the subcode's namespace where two have the name; not read
    bool byProvider = false; // what is behind the protocol says so; not read
    QStringList deliveryModes = {}; // that there are, of DeliveryModeRequestedUnavailable
    bool operator==(const Fault &) const = default;
};

using Body =
    std::variant<Identify, Get, Put, Create, Delete, Enumerate, Pull, Release, Invoke, Subscribe,
                 Renew, Unsubscribe, UnknownRequest, IdentifyReply, InstanceReply, FragmentReply,
                 CreateReply, DoneReply, Items, InvokeReply, SubscribeReply, RenewReply, Fault>;

// One of an OptionSet (DSP0226 section 6.4); several may have one name.
struct Option
{
    QString name, value;
    bool operator==(const Option &) const = default;
};
// How a reply is written, as the options of its request ask.
struct ReplyStyle
{
    bool preciseArrays = false; // a null array is marked as one
    bool miErrors = false;      // faults hold the error class of the Windows client
    bool operator==(const ReplyStyle &) const = default;
};

inline constexpr quint32 defaultEnvelopeSize = 512'000; // octets, the default of WinRM
inline constexpr quint32 leastEnvelopeSize = 8'192;     // DSP0226 R6.2-4

// The text of the wse:Identifier among the parts, which names a subscription; empty without one.
QString identifierOf(const QList<XmlPart> &parts);

// The octets of a message as they came. They tell nothing that the message does not, so messages
// are the same whatever they were read from.
struct AsRead
{
    QByteArray bytes = {};
    bool operator==(const AsRead &) const { return true; }
};

} // namespace Wsman

struct Envelope
{
    Wsman::Body body;
    QString to = {};     // of a request: the URL posted to; empty in a reply
    QString action = {}; // as read; the writer makes that of a request from the body
    CimPath target = {}; // resource URI and selectors; class "*" for all classes
    UriForm form = UriForm::Wmi;
    QString messageId = {};                               // "uuid:…"
    QString relatesTo = {};                               // of a reply, byte for byte
    quint32 maxEnvelopeSize = Wsman::defaultEnvelopeSize; // octets; 0: not said
    std::chrono::milliseconds operationTimeout{60'000};   // 0: not said
    Wsman::Spelling spelling = {};                        // of what is written
    QList<Wsman::Option> options = {};                    // of a request
    Wsman::ReplyStyle style = {};                         // of a reply
    Wsman::AsRead asRead = {}; // of a reply to a change, for the record of it

    bool operator==(const Envelope &) const = default;
};

QString newMessageId(); // "uuid:" and a new GUID in capitals

bool isRequest(const Envelope &envelope);
// The action that the body of a request asks for; empty for Identify and unknown requests.
QString requestAction(const Envelope &request);
// A reply to request with its address, form, relation and action. The one way to make a reply.
Envelope replyTo(const Envelope &request, const Wsman::Body &body);

// The operation may be sent again when its reply is lost: it asks and changes nothing.
bool onlyAsks(const Envelope &request);

// A change that left, and what came back: a reply, which may be a Fault, or why none did.
struct Exchange
{
    Envelope request;
    std::optional<Outcome<Envelope>> reply = {}; // none: it is about to leave
};

} // namespace Cistern
