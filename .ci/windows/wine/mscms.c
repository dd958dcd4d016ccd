/* Stand-in for mscms.dll: only what qwindows.dll imports; says "no colour profile". For building and trying under Wine only; never shipped. */
#define X __declspec(dllexport)
#define W __stdcall
X void* W OpenColorProfileW(void*p,unsigned a,unsigned s,unsigned c){return 0;}
X int W CloseColorProfile(void*h){return 1;}
X int W GetColorProfileFromHandle(void*h,unsigned char*b,unsigned*n){ if(n)*n=0; return 0;}
X void* W WcsCreateIccProfile(void*h,unsigned o){return 0;}
int __stdcall DllMain(void*h,unsigned long r,void*p){return 1;}
