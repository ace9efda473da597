# A stand-in for the module ExchangeOnlineManagement: same names, parameters, shapes and traps, over a world in a JSON file.
# Engine commands and .NET only, so that it runs in the small PowerShell host as well. Reads; there is nothing to write.

$script:World = $null
$script:PermissionCalls = 0
$RecipientDetails = @('Guid', 'Name', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses')
$MailTypes = @{ 'person' = 'UserMailbox'; 'security-group' = 'MailUniversalSecurityGroup'; 'distribution-group' = 'MailUniversalDistributionGroup'; 'dynamic-group' = 'DynamicDistributionGroup'; 'm365-group' = 'GroupMailbox' }
$MaillessTypes = @{ 'person' = 'User'; 'security-group' = 'UniversalSecurityGroup'; 'distribution-group' = 'NonUniversalGroup'; 'dynamic-group' = 'DynamicDistributionGroup'; 'm365-group' = 'GroupMailbox' }

# --- the world

function Import-World([string]$Path) {
  $root = [System.Text.Json.JsonDocument]::Parse([System.IO.File]::ReadAllText($Path)).RootElement.GetProperty('exchange')
  $world = @{
    Mailboxes = [System.Collections.Generic.List[object]]::new()
    Recipients = [System.Collections.Generic.List[object]]::new()
    MailboxById = [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::OrdinalIgnoreCase)
    RecipientById = [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::OrdinalIgnoreCase)
    Faults = $root.GetProperty('faults')
  }
  foreach ($element in $root.GetProperty('mailboxes').EnumerateArray()) {
    $world.Mailboxes.Add($element)
    $world.MailboxById[$element.GetProperty('id').GetString()] = $element
  }
  foreach ($element in $root.GetProperty('recipients').EnumerateArray()) {
    $world.Recipients.Add($element)
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

# Sleeps in slices, so that a stopped pipeline does not wait for all of it.
function Wait-Delay([int]$Milliseconds) {
  $end = [System.DateTime]::UtcNow.AddMilliseconds($Milliseconds)
  while (($left = ($end - [System.DateTime]::UtcNow).TotalMilliseconds) -gt 0) { [System.Threading.Thread]::Sleep([int][System.Math]::Min(25, [System.Math]::Ceiling($left))) }
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
    DistinguishedName = "CN=$id,OU=$(Get-Text $Element 'organizationalUnit'),OU=Microsoft Exchange Hosted Organizations,DC=EURPR00A000,DC=example,DC=com"
    OrganizationalUnit = Get-Text $Element 'organizationalUnit'
  }
}

function ConvertTo-Recipient($Element) {
  $id = Get-Text $Element 'id'
  $address = Get-Text $Element 'primaryAddress'
  $types = if ($address -eq '') { $MaillessTypes } else { $MailTypes }
  return [pscustomobject]@{
    ExternalDirectoryObjectId = $id
    Guid = [guid]$id
    Name = Get-Text $Element 'displayName'
    Identity = Get-Text $Element 'displayName'
    Alias = Get-Text $Element 'alias'
    DisplayName = Get-Text $Element 'displayName'
    PrimarySmtpAddress = $address
    EmailAddresses = Get-Texts $Element 'emailAddresses'
    RecipientTypeDetails = $types[(Get-Text $Element 'kind')]
  }
}

# Users and groups as the directory knows them: no proxy addresses, but SID and user principal name.
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
  }
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

function New-SelfPermission([string]$Mailbox, [bool]$WithSid) {
  $permission = [ordered]@{ Identity = $Mailbox; User = 'NT AUTHORITY\SELF'; AccessRights = @('FullAccess', 'ReadPermission'); IsInherited = $false; Deny = $false; InheritanceType = 'All' }
  if ($WithSid) { $permission.UserSid = 'S-1-5-10' }
  return [pscustomobject]$permission
}

# --- connecting

function Connect-ExchangeOnline {
  [CmdletBinding()]
  param(
    [string]$CertificateFilePath, [securestring]$CertificatePassword, [string]$AppId, [string]$Organization,
    [string[]]$CommandName, [bool]$ShowBanner = $true, [switch]$SkipLoadingFormatData
  )
  $path = [System.Environment]::GetEnvironmentVariable('COUNTERSIGN_WORLD')
  if (-not $path) { throw 'COUNTERSIGN_WORLD names no file: the stand-in for Exchange has no organisation to show.' }
  if (-not [System.IO.File]::Exists($CertificateFilePath)) { throw "Could not find file '$CertificateFilePath'." }
  if ($null -eq $CertificatePassword -or $CertificatePassword.Length -eq 0) { throw 'The specified network password is not correct.' }
  $id = [guid]::Empty
  if (-not [guid]::TryParse($AppId, [ref]$id)) { throw "AADSTS700016: Application with identifier '$AppId' was not found in the directory." }
  if (-not $Organization.Contains('.')) { throw "AADSTS90002: Tenant '$Organization' not found." }
  $world = Import-World $path
  $fault = Get-Text $world.Faults 'connectError'
  if ($fault -ne '') { throw $fault }
  $script:World = $world
  if ($ShowBanner) { $Host.UI.WriteLine('A banner that nobody asked for') }
}

function Disconnect-ExchangeOnline {
  [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
  param()
  $script:World = $null
}

# --- reading

function Get-EXOMailbox {
  [CmdletBinding()]
  param(
    [Parameter(Position = 0)][string]$Identity, [string]$ExternalDirectoryObjectId, [string]$RecipientTypeDetails,
    [switch]$GroupMailbox, [string]$OrganizationalUnit, [string]$ResultSize = '1000', [string[]]$Properties, [string[]]$PropertySets
  )
  $world = Get-World
  if ($ExternalDirectoryObjectId) {
    $found = $null
    $isThere = $world.MailboxById.TryGetValue($ExternalDirectoryObjectId, [ref]$found)
    if (-not $isThere -or ((Get-Text $found 'type') -eq 'GroupMailbox') -ne [bool]$GroupMailbox) { $PSCmdlet.WriteError((New-NotFound $ExternalDirectoryObjectId)); return }
    ConvertTo-Mailbox $found
    return
  }
  $type = if ($GroupMailbox) { 'GroupMailbox' } else { $RecipientTypeDetails }
  $listFault = Get-Text $world.Faults 'listError'
  if ($listFault -ne '' -and $type -eq (Get-Text $world.Faults 'listErrorType')) { $PSCmdlet.WriteError((New-Failure $listFault 'RestClientException')); return }
  $known = $null
  if ($Identity -and $world.MailboxById.TryGetValue($Identity, [ref]$known)) { ConvertTo-Mailbox $known; return }
  # The trap: an identity that is null, empty or unknown is no restriction at all.
  $limit = Get-Limit $ResultSize
  $hidden = Get-Texts $world.Faults 'missingFromList'
  foreach ($element in $world.Mailboxes) {
    if ($limit -le 0) { return }
    if ($type -and $type -ne (Get-Text $element 'type')) { continue }
    if ($OrganizationalUnit -and $OrganizationalUnit -ne (Get-Text $element 'organizationalUnit')) { continue }
    if ($hidden.Contains((Get-Text $element 'id'))) { continue }
    $limit--
    ConvertTo-Mailbox $element
  }
}

function Get-PermissionsOf($Cmdlet, [string]$Id, [bool]$WithSid) {
  $world = Get-World
  $script:PermissionCalls++
  Wait-Delay (Get-Number $world.Faults 'delayMs')
  if ((Get-Number $world.Faults 'dieAtPermissionCall') -eq $script:PermissionCalls) { [System.Environment]::Exit(0) }
  if ((Get-Number $world.Faults 'throttledPermissionCalls') -ge $script:PermissionCalls) {
    $Cmdlet.WriteError((New-Failure 'Request failed: 429 TooManyRequests. Maximum retry count reached.' 'RestClientException'))
    return
  }
  $mailbox = $null
  $isThere = $world.MailboxById.TryGetValue($Id, [ref]$mailbox)
  if (-not $isThere -or (Get-Texts $world.Faults 'vanished').Contains($Id)) { $Cmdlet.WriteError((New-NotFound $Id)); return }
  if ((Get-Texts $world.Faults 'unreadablePermissions').Contains($Id)) {
    $Cmdlet.WriteError((New-Failure "Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable. Mailbox '$Id'" 'RestClientException'))
    return
  }
  $name = Get-Text $mailbox 'displayName'
  $rows = @(foreach ($element in $mailbox.GetProperty('permissions').EnumerateArray()) { ConvertTo-Permission $element $name $WithSid })
  # Exchange always shows the mailbox itself.
  if ($rows.Count -eq 0) { New-SelfPermission $name $WithSid }
  $rows
}

function Get-EXOMailboxPermission {
  [CmdletBinding()]
  param([string]$Identity, [string]$ExternalDirectoryObjectId, [string]$UserPrincipalName, [string]$PrimarySmtpAddress, [string]$ResultSize = '1000')
  if ($ExternalDirectoryObjectId) { Get-PermissionsOf $PSCmdlet $ExternalDirectoryObjectId $false; return }
  if ($Identity) { Get-PermissionsOf $PSCmdlet $Identity $false; return }
  foreach ($mailbox in (Get-World).Mailboxes) { Get-PermissionsOf $PSCmdlet (Get-Text $mailbox 'id') $false }
}

function Get-MailboxPermission {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000', [switch]$IncludeUnresolvedPermissions)
  if (-not $Identity) { throw "Cannot bind argument to parameter 'Identity' because it is an empty string." }
  foreach ($row in (Get-PermissionsOf $PSCmdlet $Identity $true)) {
    if ($IncludeUnresolvedPermissions -or -not $row.User.StartsWith('S-1-5-21-')) { $row }
  }
}

function Get-EXORecipient {
  [CmdletBinding()]
  param([string]$Identity, [string]$ExternalDirectoryObjectId, [string]$ResultSize = '1000', [string[]]$Properties, [string[]]$RecipientTypeDetails)
  $world = Get-World
  $limit = Get-Limit $ResultSize
  # As documented: the minimum set has neither name nor address; they come when they are asked for.
  $whole = @($RecipientDetails | Where-Object { $Properties -notcontains $_ }).Count -eq 0
  $shown = @('ExternalDirectoryObjectId', 'RecipientTypeDetails') + $Properties
  foreach ($element in $world.Recipients) {
    if ((Get-Text $element 'primaryAddress') -eq '' -or $limit -le 0) { continue }
    $limit--
    $recipient = ConvertTo-Recipient $element
    if ($whole) { $recipient } else { Limit-Properties $recipient $shown }
  }
  foreach ($element in $world.Mailboxes) {
    if ($limit -le 0) { return }
    $limit--
    $recipient = ConvertTo-Mailbox $element
    if ($whole) { $recipient } else { Limit-Properties $recipient $shown }
  }
}

function Limit-Properties($Object, [string[]]$Names) {
  $kept = [ordered]@{}
  foreach ($property in $Object.PSObject.Properties) { if ($Names -contains $property.Name) { $kept[$property.Name] = $property.Value } }
  return [pscustomobject]$kept
}

function Get-Recipient {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  Get-EXORecipient -ResultSize $ResultSize -Properties @('Guid', 'Name', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses')
}

function Get-User {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  $limit = Get-Limit $ResultSize
  foreach ($element in (Get-World).Recipients) {
    if ((Get-Text $element 'kind') -ne 'person' -or $limit -le 0) { continue }
    $limit--
    ConvertTo-DirectoryObject $element
  }
}

function Get-Group {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  $limit = Get-Limit $ResultSize
  foreach ($element in (Get-World).Recipients) {
    if ((Get-Text $element 'kind') -notin @('security-group', 'distribution-group', 'm365-group') -or $limit -le 0) { continue }
    $limit--
    ConvertTo-DirectoryObject $element
  }
}

function Get-DistributionGroupMember {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  $world = Get-World
  $group = $null
  if (-not $Identity -or -not $world.RecipientById.TryGetValue($Identity, [ref]$group)) { $PSCmdlet.WriteError((New-NotFound $Identity)); return }
  if ((Get-Texts $world.Faults 'unreadableGroups').Contains($Identity)) {
    $PSCmdlet.WriteError((New-Failure "Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable. Group '$Identity'" 'RestClientException'))
    return
  }
  $limit = Get-Limit $ResultSize
  foreach ($id in (Get-Texts $group 'members')) {
    $member = $null
    if ($limit -le 0 -or -not $world.RecipientById.TryGetValue($id, [ref]$member)) { continue }
    $limit--
    ConvertTo-Recipient $member
  }
}
