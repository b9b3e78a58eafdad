// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The tables against the schema reference: a slip of the hand in either shows here.
#include "services/schema/schema.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
QJsonObject reference()
{
    QFile file(QStringLiteral(CISTERN_TEST_DATA "/schema/iscsi-target.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QJsonObject named(const QJsonArray &list, QLatin1StringView name)
{
    for (const QJsonValue &value : list) {
        if (value[u"name"_s].toString() == name)
            return value.toObject();
    }
    return {};
}

QString typeOf(CimType type)
{
    return type == CimType::Reference ? u"ref"_s : QString(cimTypeName(type));
}

// One line a fact, so that a comparison shows which differs.
QString described(const PropertyDecl &property)
{
    return u"%1 %2%3%4%5 %6"_s.arg(
        property.name, typeOf(property.type), property.array ? u"[]"_s : QString(),
        property.key ? u" key"_s : QString(), property.writable ? u" writable"_s : QString(),
        property.refClass);
}

QString described(const QJsonObject &property)
{
    const auto is = [&property](const QString &flag) { return property[flag].toBool(); };
    return u"%1 %2%3%4%5 %6"_s.arg(
        property[u"name"_s].toString(), property[u"type"_s].toString(),
        is(u"array"_s) ? u"[]"_s : QString(), is(u"key"_s) ? u" key"_s : QString(),
        is(u"writable"_s) ? u" writable"_s : QString(), property[u"ref"_s].toString());
}

QString described(const ParamDecl &param)
{
    constexpr QLatin1StringView directions[] = {"in"_L1, "out"_L1, "inout"_L1};
    const QString target = param.type == CimType::Reference || param.carries == Carries::Embedded
        ? QString(param.refClass)
        : QString();
    return u"%1 %2 %3%4 %5"_s.arg(param.name, directions[int(param.dir)], typeOf(param.type),
                                  param.array ? u"[]"_s : QString(), target);
}

QString describedParam(const QJsonObject &param)
{
    return u"%1 %2 %3%4 %5"_s.arg(
        param[u"name"_s].toString(), param[u"dir"_s].toString(), param[u"type"_s].toString(),
        param[u"array"_s].toBool() ? u"[]"_s : QString(),
        param[u"refClass"_s].toString() + param[u"embeddedInstance"_s].toString());
}

QString described(const CodeDecl &code)
{
    const QString range = code.first == code.last ? QString::number(code.first)
                                                  : u"%1..%2"_s.arg(code.first).arg(code.last);
    return range + u' ' + QString::fromUtf8(code.label);
}

// "4096" before "4097..32767": by the first number.
QStringList describedCodes(const QJsonObject &codes)
{
    QMap<quint32, QString> sorted;
    for (auto code = codes.begin(); code != codes.end(); ++code)
        sorted.insert(code.key().section(u'.', 0, 0).toUInt(),
                      code.key() + u' ' + code.value().toString());
    return sorted.values();
}
} // namespace

class tst_Declarations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classes_data()
    {
        QTest::addColumn<QJsonObject>("wanted");
        for (const QJsonValue &value : reference()[u"classes"_s].toArray())
            QTest::newRow(qPrintable(value[u"name"_s].toString())) << value.toObject();
    }
    void classes()
    {
        QFETCH(QJsonObject, wanted);
        const QString name = wanted[u"name"_s].toString();
        const ClassDecl *decl = Schema::findClass(QString(Schema::iscsiTarget), name);
        QVERIFY(decl);
        QCOMPARE(QString(decl->name), name);
        QCOMPARE(QString(decl->superclass), wanted[u"superclass"_s].toString());
        QCOMPARE(decl->abstract, wanted[u"abstract"_s].toBool());
        QCOMPARE(decl->association, wanted.contains(u"association"_s));
        QStringList chain, wantedChain;
        for (const QLatin1StringView ancestor : decl->ancestors)
            chain << ancestor;
        for (const QJsonValue &ancestor : wanted[u"chain"_s].toArray())
            wantedChain << ancestor.toString();
        QCOMPARE(chain, wantedChain);
        QStringList properties, wantedProperties;
        for (const PropertyDecl &property : decl->properties)
            properties << described(property);
        for (const QJsonValue &property : wanted[u"properties"_s].toArray())
            wantedProperties << described(property.toObject());
        QCOMPARE(properties, wantedProperties);
        QStringList keys, wantedKeys;
        for (const PropertyDecl &property : decl->properties) {
            if (property.key)
                keys << property.name;
        }
        for (const QJsonValue &key : wanted[u"keys"_s].toArray())
            wantedKeys << key.toString();
        keys.sort();
        wantedKeys.sort();
        QCOMPARE(keys, wantedKeys);
    }

    void ownClassesHaveKeysAndDocumentedParents()
    {
        for (const ClassDecl &decl : Schema::classes()) {
            if (!decl.name.startsWith("CISTERN_"_L1))
                continue;
            QVERIFY2(decl.superclass.startsWith("CIM_"_L1), decl.name.data());
            QCOMPARE(decl.ancestors.front(), decl.superclass);
            QVERIFY2(std::any_of(decl.properties.begin(), decl.properties.end(),
                                 [](const PropertyDecl &p) { return p.key; }),
                     decl.name.data());
        }
    }

    void methods_data()
    {
        QTest::addColumn<const MethodDecl *>("decl");
        for (const MethodDecl &decl : Schema::methods())
            QTest::addRow("%s.%s", decl.className.data(), decl.name.data()) << &decl;
    }
    void methods()
    {
        QFETCH(const MethodDecl *, decl);
        const QJsonObject owner = named(reference()[u"classes"_s].toArray(), decl->className);
        const QJsonObject wanted = named(owner[u"methods"_s].toArray(), decl->name);
        QVERIFY(!wanted.isEmpty());
        QStringList params, wantedParams;
        for (const ParamDecl &param : decl->params)
            params << described(param);
        for (const QJsonValue &param : wanted[u"params"_s].toArray())
            wantedParams << describedParam(param.toObject());
        QCOMPARE(params, wantedParams);
        QStringList codes;
        for (const CodeDecl &code : decl->codes)
            codes << described(code);
        QCOMPARE(codes, describedCodes(wanted[u"returnCodes"_s].toObject()));
        QVERIFY(decl->label);
    }

    void SP_R38_codesMeanWhatTheyAreNamed_data()
    {
        QTest::addColumn<quint64>("code");
        QTest::addColumn<Meaning>("meaning");
        const auto rows = [](std::initializer_list<quint64> codes, Meaning meaning) {
            for (const quint64 code : codes)
                QTest::newRow(qPrintable(QString::number(code))) << code << meaning;
        };
        rows({0}, Meaning::Done);
        rows({1}, Meaning::NotSupported);
        rows({2}, Meaning::Unknown);
        rows({3}, Meaning::TimedOut);
        rows({4}, Meaning::Failed);
        rows({5}, Meaning::InvalidParameter);
        rows({6}, Meaning::InUse);
        rows({4096}, Meaning::JobStarted);
        rows({4097}, Meaning::SizeNotSupported);
        rows({7, 8, 4095, 4098, 4099, 32767}, Meaning::Reserved);
        rows({32768, 65535}, Meaning::Vendor);
        rows({65536, 4294967295, 18446744073709551615ULL}, Meaning::Reserved);
    }
    void SP_R38_codesMeanWhatTheyAreNamed()
    {
        QFETCH(quint64, code);
        const MethodDecl *decl = Schema::findMethod(QString(Schema::iscsiTarget),
                                                    u"MSISCSITARGET_StorageConfigurationService",
                                                    u"CreateOrModifyStoragePool");
        QVERIFY(decl);
        QTEST(decl->meaning(code), "meaning");
        QCOMPARE(decl->code(code) == nullptr, code > 65535);
    }
};

QTEST_APPLESS_MAIN(tst_Declarations)
#include "tst_declarations.moc"
