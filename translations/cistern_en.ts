<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Cistern::Cli::Command</name>
    <message numerus="yes">
        <source>%n followed by another run of the program.</source>
        <translation>
            <numerusform>%n of them is followed by another run of the program.</numerusform>
            <numerusform>%n of them are followed by another run of the program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are called %1; give the path that `list --json` prints</source>
        <translation>
            <numerusform>%n is called %1; give the path that `list --json` prints</numerusform>
            <numerusform>%n are called %1; give the path that `list --json` prints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are called %1; say the --type or give the path</source>
        <translation>
            <numerusform>%n is called %1; say the --type or give the path</numerusform>
            <numerusform>%n are called %1; say the --type or give the path</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::Cli::CommitCommand</name>
    <message numerus="yes">
        <source>there are %n objects with this method; name one with --target PATH</source>
        <translation>
            <numerusform>there is %n object with this method; name one with --target PATH</numerusform>
            <numerusform>there are %n objects with this method; name one with --target PATH</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::Cli::PoolCreateCommand</name>
    <message numerus="yes">
        <source>there are %n pools to take space from; name one with --from POOL</source>
        <translation>
            <numerusform>there is %n pool to take space from; name one with --from POOL</numerusform>
            <numerusform>there are %n pools to take space from; name one with --from POOL</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::Cli::VolumeCreateCommand</name>
    <message numerus="yes">
        <source>there are %n pools; name one with --from POOL</source>
        <translation>
            <numerusform>there is %n pool; name one with --from POOL</numerusform>
            <numerusform>there are %n pools; name one with --from POOL</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::AllocationEdit</name>
    <message numerus="yes">
        <source>One &amp;shared limit for all %n parents</source>
        <translation>
            <numerusform>One &amp;shared limit for %n parent</numerusform>
            <numerusform>One &amp;shared limit for all %n parents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::ChildParentsPage</name>
    <message numerus="yes">
        <source>%n parents with %1 free to reserve</source>
        <translation>
            <numerusform>%n parent with %1 free to reserve</numerusform>
            <numerusform>%n parents with %1 free to reserve</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parents</source>
        <translation>
            <numerusform>%n parent</numerusform>
            <numerusform>%n parents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChildPool</name>
    <message numerus="yes">
        <source>Names have at most %n characters.</source>
        <translation>
            <numerusform>Names have at most %n character.</numerusform>
            <numerusform>Names have at most %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pools of this type have at most %n parents.</source>
        <translation>
            <numerusform>Pools of this type have at most %n parent.</numerusform>
            <numerusform>Pools of this type have at most %n parents.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::DeleteDialog</name>
    <message numerus="yes">
        <source>Delete %n pipes – %1</source>
        <translation>
            <numerusform>Delete pipe – %1</numerusform>
            <numerusform>Delete %n pipes – %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 of the %n pipes you selected?</source>
        <translation>
            <numerusform>Delete %1 of the %n pipe you selected?</numerusform>
            <numerusform>Delete %1 of the %n pipes you selected?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n pools – %1</source>
        <translation>
            <numerusform>Delete pool – %1</numerusform>
            <numerusform>Delete %n pools – %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n volumes or extents – %1</source>
        <translation>
            <numerusform>Delete volume or extent – %1</numerusform>
            <numerusform>Delete %n volumes or extents – %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stays: %1 refuses while %n objects use it</source>
        <translation>
            <numerusform>Stays: %1 refuses while %n object uses it</numerusform>
            <numerusform>Stays: %1 refuses while %n objects use it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 of the %n pools you selected?</source>
        <translation>
            <numerusform>Delete %1 of the %n pool you selected?</numerusform>
            <numerusform>Delete %1 of the %n pools you selected?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 of the %n objects you selected?</source>
        <translation>
            <numerusform>Delete %1 of the %n object you selected?</numerusform>
            <numerusform>Delete %1 of the %n objects you selected?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::HistoryPanel</name>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records written to %1</source>
        <translation>
            <numerusform>%n record written to %1</numerusform>
            <numerusform>%n records written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::JobDock</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outcome unknown</source>
        <translation>
            <numerusform>%n outcome unknown</numerusform>
            <numerusform>%n outcome unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::NameEdit</name>
    <message numerus="yes">
        <source>Names have at most %n characters; the rest was left out.</source>
        <translation>
            <numerusform>Names have at most %n character; the rest was left out.</numerusform>
            <numerusform>Names have at most %n characters; the rest was left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::OverviewPage</name>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::QualityQuestion</name>
    <message numerus="yes">
        <source>%n data copies</source>
        <translation>
            <numerusform>%n data copy</numerusform>
            <numerusform>%n data copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>survives %n failures</source>
        <translation>
            <numerusform>survives %n failure</numerusform>
            <numerusform>survives %n failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::ReviewPage</name>
    <message numerus="yes">
        <source>%1 pass their low-space mark. You can still create the pool.</source>
        <translation>
            <numerusform>%1 passes its low-space mark. You can still create the pool.</numerusform>
            <numerusform>%1 pass their low-space mark. You can still create the pool.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::SourcePage</name>
    <message numerus="yes">
        <source>%n sources; how much they offer is not told</source>
        <translation>
            <numerusform>%n source; how much it offers is not told</numerusform>
            <numerusform>%n sources; how much they offer is not told</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sources have no space to offer</source>
        <translation>
            <numerusform>%n source has no space to offer</numerusform>
            <numerusform>%n sources have no space to offer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sources offer up to %1</source>
        <translation>
            <numerusform>%n source offers up to %1</numerusform>
            <numerusform>%n sources offer up to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::StatusLine</name>
    <message numerus="yes">
        <source>%n certificates changed</source>
        <translation>
            <numerusform>%n certificate changed</numerusform>
            <numerusform>%n certificates changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sign-ins needed</source>
        <translation>
            <numerusform>%n sign-in needed</numerusform>
            <numerusform>%n sign-ins needed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificates to decide on</source>
        <translation>
            <numerusform>%n certificate to decide on</numerusform>
            <numerusform>%n certificates to decide on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n systems connected</source>
        <translation>
            <numerusform>%1 of %n system connected</numerusform>
            <numerusform>%1 of %n systems connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not connected</source>
        <translation>
            <numerusform>%n not connected</numerusform>
            <numerusform>%n not connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trying again</source>
        <translation>
            <numerusform>%n trying again</numerusform>
            <numerusform>%n trying again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pools low on space</source>
        <translation>
            <numerusform>%n pool low on space</numerusform>
            <numerusform>%n pools low on space</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::SystemPane</name>
    <message numerus="yes">
        <source>%n objects selected</source>
        <translation>
            <numerusform>%n object selected</numerusform>
            <numerusform>%n objects selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>seen %n s ago</source>
        <translation>
            <numerusform>seen %n s ago</numerusform>
            <numerusform>seen %n s ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Name</name>
    <message numerus="yes">
        <source>Names have at most %n characters.</source>
        <translation>
            <numerusform>Names have at most %n character.</numerusform>
            <numerusform>Names have at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <source>used of %1 in %n locations</source>
        <translation>
            <numerusform>used of %1 in %n location</numerusform>
            <numerusform>used of %1 in %n locations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n extents</source>
        <translation>
            <numerusform>%n extent</numerusform>
            <numerusform>%n extents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Presentation</name>
    <message numerus="yes">
        <source>%n storage pools</source>
        <translation>
            <numerusform>%n storage pool</numerusform>
            <numerusform>%n storage pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n storage locations</source>
        <translation>
            <numerusform>%n storage location</numerusform>
            <numerusform>%n storage locations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n child pools</source>
        <translation>
            <numerusform>%n child pool</numerusform>
            <numerusform>%n child pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volumes</source>
        <translation>
            <numerusform>%n volume</numerusform>
            <numerusform>%n volumes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n extents</source>
        <translation>
            <numerusform>%n extent</numerusform>
            <numerusform>%n extents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replication pipes</source>
        <translation>
            <numerusform>%n replication pipe</numerusform>
            <numerusform>%n replication pipes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n endpoint pairs</source>
        <translation>
            <numerusform>%n endpoint pair</numerusform>
            <numerusform>%n endpoint pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n iSCSI sessions</source>
        <translation>
            <numerusform>%n iSCSI session</numerusform>
            <numerusform>%n iSCSI sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n iSCSI connections</source>
        <translation>
            <numerusform>%n iSCSI connection</numerusform>
            <numerusform>%n iSCSI connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Hyper-V child pools</source>
        <translation>
            <numerusform>%n Hyper-V child pool</numerusform>
            <numerusform>%n Hyper-V child pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Hyper-V host pools</source>
        <translation>
            <numerusform>%n Hyper-V host pool</numerusform>
            <numerusform>%n Hyper-V host pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster root pools</source>
        <translation>
            <numerusform>%n cluster root pool</numerusform>
            <numerusform>%n cluster root pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster child pools</source>
        <translation>
            <numerusform>%n cluster child pool</numerusform>
            <numerusform>%n cluster child pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n processors</source>
        <translation>
            <numerusform>%n processor</numerusform>
            <numerusform>%n processors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n memory modules</source>
        <translation>
            <numerusform>%n memory module</numerusform>
            <numerusform>%n memory modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n disks</source>
        <translation>
            <numerusform>%n disk</numerusform>
            <numerusform>%n disks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n logical disks</source>
        <translation>
            <numerusform>%n logical disk</numerusform>
            <numerusform>%n logical disks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n network ports</source>
        <translation>
            <numerusform>%n network port</numerusform>
            <numerusform>%n network ports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Fibre Channel ports</source>
        <translation>
            <numerusform>%n Fibre Channel port</numerusform>
            <numerusform>%n Fibre Channel ports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n devices</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual switches</source>
        <translation>
            <numerusform>%n virtual switch</numerusform>
            <numerusform>%n virtual switches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n endpoints</source>
        <translation>
            <numerusform>%n endpoint</numerusform>
            <numerusform>%n endpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer systems</source>
        <translation>
            <numerusform>%n computer system</numerusform>
            <numerusform>%n computer systems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>about %n s</source>
        <translation>
            <numerusform>about %n s</numerusform>
            <numerusform>about %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry in %n s</source>
        <translation>
            <numerusform>Retry in %n s</numerusform>
            <numerusform>Retry in %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n systems</source>
        <translation>
            <numerusform>%n system</numerusform>
            <numerusform>%n systems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::PipeReview</name>
    <message numerus="yes">
        <source>every %n seconds</source>
        <translation>
            <numerusform>every second</numerusform>
            <numerusform>every %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pipes</name>
    <message numerus="yes">
        <source>Names have at most %n characters.</source>
        <translation>
            <numerusform>Names have at most %n character.</numerusform>
            <numerusform>Names have at most %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source endpoints</source>
        <translation>
            <numerusform>%n source endpoint</numerusform>
            <numerusform>%n source endpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target endpoints</source>
        <translation>
            <numerusform>%n target endpoint</numerusform>
            <numerusform>%n target endpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All endpoints are in service: %n pairs.</source>
        <translation>
            <numerusform>Both endpoints are in service: %n pair.</numerusform>
            <numerusform>All endpoints are in service: %n pairs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target endpoints take connections from this computer.</source>
        <translation>
            <numerusform>%n target endpoint takes connections from this computer.</numerusform>
            <numerusform>%n target endpoints take connections from this computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::DevicePicker</name>
    <message numerus="yes">
        <source>%n devices</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n nodes</source>
        <translation>
            <numerusform>on %n node</numerusform>
            <numerusform>on %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::FieldForm</name>
    <message numerus="yes">
        <source>Show %n more fields</source>
        <translation>
            <numerusform>Show %n more field</numerusform>
            <numerusform>Show %n more fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RootPool</name>
    <message numerus="yes">
        <source>Names have at most %n characters.</source>
        <translation>
            <numerusform>Names have at most %n character.</numerusform>
            <numerusform>Names have at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::Cli::Session</name>
    <message numerus="yes">
        <source>Passphrase of the key of %1, for %n systems:</source>
        <translation>
            <numerusform>Passphrase of the key of %1, for %n system:</numerusform>
            <numerusform>Passphrase of the key of %1, for %n systems:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Password of %1 (%2), for %n systems:</source>
        <translation>
            <numerusform>Password of %1 (%2), for %n system:</numerusform>
            <numerusform>Password of %1 (%2), for %n systems:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::CredentialsDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 can't be deleted: %n systems sign in with it.</source>
        <translation>
            <numerusform>%1 can't be deleted: %n system signs in with it.</numerusform>
            <numerusform>%1 can't be deleted: %n systems sign in with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::CredentialSetDialog</name>
    <message numerus="yes">
        <source>The %n systems that use it sign in anew.</source>
        <translation>
            <numerusform>The %n system that uses it signs in anew.</numerusform>
            <numerusform>The %n systems that use it sign in anew.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cistern::PasswordPrompt</name>
    <message numerus="yes">
        <source>The key %1 needs its passphrase, for %n systems.</source>
        <translation>
            <numerusform>The key %1 needs its passphrase, for %n system.</numerusform>
            <numerusform>The key %1 needs its passphrase, for %n systems.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, for %n systems. %2 wants it now.</source>
        <translation>
            <numerusform>%1, for %n system. %2 wants it now.</numerusform>
            <numerusform>%1, for %n systems. %2 wants it now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n systems that use it sign in anew. Their own accounts are not changed.</source>
        <translation>
            <numerusform>The %n system that uses it signs in anew. Its own account is not changed.</numerusform>
            <numerusform>The %n systems that use it sign in anew. Their own accounts are not changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInWords</name>
    <message numerus="yes">
        <source>used by %n systems</source>
        <translation>
            <numerusform>used by %n system</numerusform>
            <numerusform>used by %n systems</numerusform>
        </translation>
    </message>
</context>
</TS>
