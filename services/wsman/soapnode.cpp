// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/soapnode.h"

#include "services/wsman/soapxml.h"

namespace Cistern::Soap {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

QString writable(const QString &text)
{
    if (isXmlText(text))
        return text;
    QString clean;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size()
            && text[i + 1].isLowSurrogate();
        const QStringView character = QStringView(text).sliced(i, pair ? 2 : 1);
        if (isXmlText(character))
            clean += character;
        else
            clean += QChar(QChar::ReplacementCharacter);
        i += pair ? 1 : 0;
    }
    return clean;
}

Node &&Node::mustUnderstand(bool must) &&
{
    return std::move(*this).attribute(Names::soap, u"mustUnderstand"_s,
                                      must ? u"true"_s : u"false"_s);
}

Node nodeOf(const XmlPart &part)
{
    Node written = part.parts.isEmpty() ? Node(part.nameSpace, part.name, part.text)
                                        : Node(part.nameSpace, part.name);
    for (const XmlPart::Attribute &attribute : part.attributes)
        written = std::move(written).attribute(attribute.nameSpace, attribute.name, attribute.text);
    for (const XmlPart &inner : part.parts)
        written << nodeOf(inner);
    return written;
}

QString durationText(std::chrono::milliseconds duration)
{
    return u"PT%1.%2S"_s.arg(duration.count() / 1000)
        .arg(duration.count() % 1000, 3, 10, QLatin1Char('0'));
}

} // namespace Cistern::Soap
