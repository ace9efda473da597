@{
  RootModule = 'ActiveDirectory.psm1'
  ModuleVersion = '1.0.1'
  GUID = '9b9f7a4e-3a8c-4c41-a2de-1f0f64c1f5b3'
  Author = 'Countersign'
  Description = 'A stand-in for the module ActiveDirectory: the members of groups, with its limit and its refusals'
  PowerShellVersion = '7.4'
  FunctionsToExport = @('Get-ADDomain', 'Get-ADForest', 'Get-ADGroup', 'Get-ADGroupMember')
  CmdletsToExport = @()
  VariablesToExport = @()
  AliasesToExport = @()
}
