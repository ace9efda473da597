# What every stand-in module shares: a world in a JSON file, and the shapes in which Exchange shows it.
# Engine commands and .NET only, so that it runs in the small PowerShell host as well. Reads; there is nothing to write.

$script:World = $null
$script:PermissionCalls = 0
$script:Calls = @{}
$script:IsServer = $false
$script:SidByName = $null
$RecipientDetails = @('Guid', 'Name', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses')
$MailTypes = @{ 'person' = 'UserMailbox'; 'security-group' = 'MailUniversalSecurityGroup'; 'distribution-group' = 'MailUniversalDistributionGroup'; 'dynamic-group' = 'DynamicDistributionGroup'; 'm365-group' = 'GroupMailbox' }
$MaillessTypes = @{ 'person' = 'User'; 'security-group' = 'UniversalSecurityGroup'; 'distribution-group' = 'UniversalDistributionGroup'; 'dynamic-group' = 'DynamicDistributionGroup'; 'm365-group' = 'GroupMailbox' }

# --- the world

function Import-World([string]$Path) {
  $root = [System.Text.Json.JsonDocument]::Parse([System.IO.File]::ReadAllText($Path)).RootElement.GetProperty('exchange')
  $world = @{
    Mailboxes = [System.Collections.Generic.List[object]]::new()
    Recipients = [System.Collections.Generic.List[object]]::new()
    MailboxById = [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::OrdinalIgnoreCase)
    RecipientById = [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::OrdinalIgnoreCase)
    Faults = $root.GetProperty('faults')
    Domains = [System.Collections.Generic.List[object]]::new()
  }
  $named = [System.Text.Json.JsonElement]::new()
  if ($root.TryGetProperty('domains', [ref]$named)) { foreach ($element in $named.EnumerateArray()) { $world.Domains.Add(@{ Name = $element.GetProperty('netBiosName').GetString(); DnsRoot = $element.GetProperty('dnsRoot').GetString() }) } }
  else { $world.Domains.Add(@{ Name = 'EXAMPLE'; DnsRoot = 'example.com' }) }
  foreach ($element in $root.GetProperty('mailboxes').EnumerateArray()) {
    $world.Mailboxes.Add($element)
    $world.MailboxById[$element.GetProperty('id').GetString()] = $element
  }
  foreach ($element in $root.GetProperty('recipients').EnumerateArray()) {
    # Somebody of another forest stands in no list here.
    if (-not (Get-Flag $element 'elsewhere')) { $world.Recipients.Add($element) }
    $world.RecipientById[$element.GetProperty('id').GetString()] = $element
  }
  return $world
}

function Get-World {
  if ($null -eq $script:World) { throw 'You must call the Connect-ExchangeOnline cmdlet before calling any other cmdlets.' }
  return $script:World
}

function Get-Text($Element, [string]$Name) {
  $value = [System.Text.Json.JsonElement]::new()
  if ($Element.TryGetProperty($Name, [ref]$value) -and [string]$value.ValueKind -eq 'String') { return $value.GetString() }
  return ''
}

function Get-Texts($Element, [string]$Name) {
  $texts = [System.Collections.Generic.List[string]]::new()
  $value = [System.Text.Json.JsonElement]::new()
  if ($Element.TryGetProperty($Name, [ref]$value)) { foreach ($item in $value.EnumerateArray()) { $texts.Add($item.GetString()) } }
  return , $texts
}

function Get-Flag($Element, [string]$Name) {
  $value = [System.Text.Json.JsonElement]::new()
  return $Element.TryGetProperty($Name, [ref]$value) -and [string]$value.ValueKind -eq 'True'
}

function Get-Number($Element, [string]$Name) {
  $value = [System.Text.Json.JsonElement]::new()
  if ($Element.TryGetProperty($Name, [ref]$value) -and [string]$value.ValueKind -eq 'Number') { return $value.GetInt32() }
  return 0
}

function Get-Limit([string]$ResultSize) {
  if ($ResultSize -eq 'Unlimited') { return [int]::MaxValue }
  return [int]$ResultSize
}

function New-Failure([string]$Message, [string]$Id) {
  return [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($Message), $Id, 'NotSpecified', $null)
}

function New-NotFound([string]$Identity) {
  return New-Failure "The operation couldn't be performed because object '$Identity' couldn't be found on 'DC01.EURPR00A000.example.com'." 'ManagementObjectNotFoundException'
}

# At this call of a command, counted from connecting, the session is gone and the process lives: online the next cmdlet says
# that nobody is connected, on-premise the runspace of the session is closed.
function Step-Session([string]$Command) {
  $ends = [System.Text.Json.JsonElement]::new()
  if (-not (Get-World).Faults.TryGetProperty('sessionEndsAt', [ref]$ends)) { return }
  $script:Calls[$Command] = [int]$script:Calls[$Command] + 1
  if ((Get-Number $ends $Command) -ne $script:Calls[$Command]) { return }
  if ($script:IsServer) { [runspace]::DefaultRunspace.CloseAsync() } else { $script:World = $null }
}

# Who asked is seen from here: the command that calls a function lends it its variables.
function Write-Question([string]$Command) {
  $file = Get-Text (Get-World).Faults 'questionsFile'
  if ($file -eq '') { return }
  $arguments = [ordered]@{}
  foreach ($name in $PSCmdlet.MyInvocation.BoundParameters.Keys) { if ($name -ne 'ErrorAction') { $arguments[$name] = [string[]]@(foreach ($value in $PSCmdlet.MyInvocation.BoundParameters[$name]) { [string]$value }) } }
  [System.IO.File]::AppendAllText($file, [System.Text.Json.JsonSerializer]::Serialize[object]([ordered]@{ command = $Command; arguments = $arguments }) + "`n")
}

# A list as the world has it, or the first half of it when it is to come short.
function Get-Part([string]$Command, $List) {
  if (-not (Get-Texts (Get-World).Faults 'halfLists').Contains($Command)) { return $List }
  for ($at = 0; $at -lt [System.Math]::Floor($List.Count / 2); $at++) { $List[$at] }
}

# What a command was told to fail with; nothing when it works.
function Find-CommandFailure([string]$Command) {
  Write-Question $Command
  Step-Session $Command
  $faults = (Get-World).Faults
  $texts = [System.Text.Json.JsonElement]::new()
  if (-not $faults.TryGetProperty('commandErrors', [ref]$texts)) { return }
  $text = Get-Text $texts $Command
  if ($text -ne '') { return New-Failure $text 'RestClientException' }
}

function New-UnitFailure([string]$Unit) {
  return New-Failure "Couldn't find organizational unit `"$Unit`". Make sure you have typed it correctly." 'ManagementObjectNotFoundException'
}

# Exchange knows units by their mailboxes here.
function Test-Unit([string]$Unit) {
  foreach ($element in (Get-World).Mailboxes) { if ($Unit -eq (Get-Text $element 'organizationalUnit')) { return $true } }
  return $false
}

# Sleeps in slices, so that a stopped pipeline does not wait for all of it.
function Wait-Until([System.DateTime]$Until) {
  while (($left = ($Until - [System.DateTime]::UtcNow).TotalMilliseconds) -gt 0) { [System.Threading.Thread]::Sleep([int][System.Math]::Min(25, $left)) }
}

# A recipient by an address that it holds, as the primary one or as an alias. Wildcards are taken for nothing here.
function Find-ByAddress([string]$Address) {
  $world = Get-World
  foreach ($list in @($world.Recipients, $world.Mailboxes)) {
    foreach ($element in $list) {
      if ((Get-Text $element 'primaryAddress') -ne $Address -and (Get-Texts $element 'emailAddresses') -notcontains "smtp:$Address") { continue }
      if ($world.MailboxById.ContainsKey((Get-Text $element 'id'))) { return ConvertTo-Mailbox $element }
      return ConvertTo-Recipient $element
    }
  }
}

# --- shapes

function ConvertTo-Mailbox($Element) {
  $id = Get-Text $Element 'id'
  return [pscustomobject]@{
    ExternalDirectoryObjectId = $id
    Guid = [guid]$id
    Name = $id
    Identity = $id
    Alias = ''
    DisplayName = Get-Text $Element 'displayName'
    UserPrincipalName = Get-Text $Element 'userPrincipalName'
    PrimarySmtpAddress = Get-Text $Element 'primaryAddress'
    EmailAddresses = Get-Texts $Element 'emailAddresses'
    RecipientType = 'UserMailbox'
    RecipientTypeDetails = Get-Text $Element 'type'
    LinkedMasterAccount = 'NT AUTHORITY\SELF'
    DistinguishedName = "CN=$id,OU=$(Get-Text $Element 'organizationalUnit'),OU=Microsoft Exchange Hosted Organizations,DC=EURPR00A000,DC=example,DC=com"
    OrganizationalUnit = Get-Text $Element 'organizationalUnit'
  }
}

# Exchange Online shows it when asked, a server always.
function Add-WhenChanged($Mailbox, $Element) {
  $text = Get-Text $Element 'whenChanged'
  if ($text -eq '') { $text = '2026-01-01T00:00:00Z' }
  $moment = [datetime]::Parse($text, [cultureinfo]::InvariantCulture, [System.Globalization.DateTimeStyles]::AdjustToUniversal)
  $Mailbox.PSObject.Properties.Add([psnoteproperty]::new('WhenChangedUTC', $moment))
  return $Mailbox
}

function Get-DistinguishedName($Element) {
  $domain = Get-Text $Element 'domain'
  if ($domain -eq '') { $domain = 'example.com' }
  return "CN=$(Get-Text $Element 'id'),OU=Recipients,DC=$($domain.Replace('.', ',DC='))"
}

function Get-AccountName($Element) {
  $name = Get-Text $Element 'samAccountName'
  if ($name -eq '') { return Get-Text $Element 'alias' }
  return $name
}

# Where the world is: in the environment, so that modules and tests need no shared state.
function Import-NamedWorld {
  $path = [System.Environment]::GetEnvironmentVariable('COUNTERSIGN_WORLD')
  if (-not $path) { throw 'COUNTERSIGN_WORLD names no file: the stand-in for Exchange has no organisation to show.' }
  return Import-World $path
}

function ConvertTo-Recipient($Element) {
  $id = Get-Text $Element 'id'
  $address = Get-Text $Element 'primaryAddress'
  $types = if ($address -eq '') { $MaillessTypes } else { $MailTypes }
  $type = $types[(Get-Text $Element 'kind')]
  if ((Get-Text $Element 'groupScope') -ne '') { $type = if ($address -eq '') { 'NonUniversalGroup' } else { 'MailNonUniversalGroup' } }
  if ((Get-Text $Element 'linkedMasterAccount') -ne '') { $type = if ($address -eq '') { 'LinkedUser' } else { 'LinkedMailbox' } }
  return [pscustomobject]@{
    ExternalDirectoryObjectId = $id
    Guid = [guid]$id
    Name = Get-Text $Element 'displayName'
    Identity = Get-Text $Element 'displayName'
    Alias = Get-Text $Element 'alias'
    DisplayName = Get-Text $Element 'displayName'
    PrimarySmtpAddress = $address
    EmailAddresses = Get-Texts $Element 'emailAddresses'
    RecipientTypeDetails = $type
    SamAccountName = Get-AccountName $Element
    DistinguishedName = Get-DistinguishedName $Element
  }
}

# Users and groups as the directory knows them: no proxy addresses, but SID, user principal name and account name. A mailbox
# that an account of another forest opens names that account.
function ConvertTo-DirectoryObject($Element) {
  $recipient = ConvertTo-Recipient $Element
  return [pscustomobject]@{
    ExternalDirectoryObjectId = $recipient.ExternalDirectoryObjectId
    Guid = $recipient.Guid
    Name = $recipient.Name
    DisplayName = $recipient.DisplayName
    WindowsEmailAddress = $recipient.PrimarySmtpAddress
    RecipientTypeDetails = $recipient.RecipientTypeDetails
    UserPrincipalName = Get-Text $Element 'userPrincipalName'
    Sid = Get-Text $Element 'sid'
    SamAccountName = $recipient.SamAccountName
    IsLinked = (Get-Text $Element 'linkedMasterAccount') -ne ''
    LinkedMasterAccount = Get-Text $Element 'linkedMasterAccount'
    DistinguishedName = $recipient.DistinguishedName
    GroupType = Get-GroupType $Element
    Members = [string[]]@(foreach ($id in (Get-Texts $Element 'members')) { if ((Get-World).RecipientById.ContainsKey($id)) { $id } })
  }
}

# Only groups have one.
function Get-GroupType($Element) {
  $kind = Get-Text $Element 'kind'
  if ($kind -ne 'security-group' -and $kind -ne 'distribution-group') { return '' }
  $scope = Get-Text $Element 'groupScope'
  if ($scope -eq '') { $scope = 'Universal' }
  if ($kind -eq 'security-group') { return "$scope, SecurityEnabled" }
  return $scope
}

function ConvertTo-Permission($Element, [string]$Mailbox, [bool]$WithSid) {
  $permission = [ordered]@{
    Identity = $Mailbox
    User = Get-Text $Element 'user'
    AccessRights = Get-Texts $Element 'accessRights'
    IsInherited = $Element.GetProperty('isInherited').GetBoolean()
    InheritanceType = 'All'
  }
  $deny = $Element.GetProperty('deny').GetBoolean()
  # One flavour answers a flag, the other an object: both are met in the wild.
  if ($WithSid) {
    $permission.Deny = [pscustomobject]@{ IsPresent = $deny }
    $permission.UserSid = Get-Text $Element 'userSid'
  } else {
    $permission.Deny = $deny
  }
  return [pscustomobject]$permission
}

# --- security descriptors, in the shape the module hands them over: flags and lists as texts

$RightLetters = @{ FullAccess = 'CC'; SendAs = 'DC'; ExternalAccount = 'LC'; DeleteItem = 'SD'; ReadPermission = 'RC'; ChangePermission = 'WD'; ChangeOwner = 'WO' }

# A row that shows no SID has one all the same: that of whom it names, or one that nobody has.
function Get-SidOf($Element) {
  $sid = Get-Text $Element 'userSid'
  if ($sid -ne '') { return $sid }
  $user = Get-Text $Element 'user'
  if ($null -eq $script:SidByName) {
    $script:SidByName = [System.Collections.Generic.Dictionary[string, string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($recipient in (Get-World).Recipients) {
      foreach ($name in @(@('displayName', 'alias', 'userPrincipalName', 'primaryAddress', 'id') | ForEach-Object { Get-Text $recipient $_ } | Where-Object { $_ -ne '' })) {
        $known = $null
        $isTaken = $script:SidByName.TryGetValue($name, [ref]$known) -and $known -ne (Get-Text $recipient 'sid')
        $script:SidByName[$name] = if ($isTaken) { 'S-1-5-21-7-7-7-1' } else { Get-Text $recipient 'sid' }
      }
    }
  }
  if ($script:SidByName.TryGetValue($user, [ref]$sid)) { return $sid }
  if ($user.StartsWith('S-1-')) { return $user }
  return 'S-1-5-21-7-7-7-2'
}

function ConvertTo-AceText($Element) {
  $type = if ($Element.GetProperty('deny').GetBoolean()) { 'D' } else { 'A' }
  $flags = if ($Element.GetProperty('isInherited').GetBoolean()) { 'CIID' } else { 'CI' }
  $rights = [string]::Concat([string[]]@(foreach ($right in (Get-Texts $Element 'accessRights')) { $RightLetters[$right] }))
  return "($type;$flags;$rights;;;$(Get-SidOf $Element))"
}

function ConvertTo-Descriptor($Element) {
  $faults = (Get-World).Faults
  $id = Get-Text $Element 'id'
  if ((Get-Texts $faults 'nullDescriptors').Contains($id) -or (Get-Texts $faults 'unreadablePermissions').Contains($id)) { return $null }
  $entries = [System.Collections.Generic.List[string]]::new()
  foreach ($row in $Element.GetProperty('permissions').EnumerateArray()) { $entries.Add((ConvertTo-AceText $row)) }
  if ($entries.Count -eq 0) { $entries.Add('(A;CI;CCRC;;;PS)') }
  if ((Get-Texts $faults 'staleDescriptors').Contains($id)) { $entries.Clear(); $entries.Add('(A;CI;CCRC;;;PS)') }
  if ((Get-Texts $faults 'garbledDescriptors').Contains($id)) { $entries.Clear(); $entries.Add('System.Security.AccessControl.CommonAce') }
  return [pscustomobject]@{
    ControlFlags = 'DiscretionaryAclPresent, SelfRelative'
    Owner = 'S-1-5-10'
    Group = 'S-1-5-10'
    SystemAcl = [string[]]@()
    DiscretionaryAcl = $entries
    BinaryLength = 20 + 36 * $entries.Count
  }
}

function New-SelfPermission([string]$Mailbox, [bool]$WithSid) {
  $permission = [ordered]@{ Identity = $Mailbox; User = 'NT AUTHORITY\SELF'; AccessRights = @('FullAccess', 'ReadPermission'); IsInherited = $false; Deny = $false; InheritanceType = 'All' }
  if ($WithSid) { $permission.UserSid = 'S-1-5-10' }
  return [pscustomobject]$permission
}
